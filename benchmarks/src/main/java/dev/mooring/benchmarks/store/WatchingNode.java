package dev.mooring.benchmarks.store;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.MooringSubject;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Another process, which vends all the time and says when it begins to be refused and when it is served again. */
final class WatchingNode {
    static final String WORKSPACE = "sales";
    static final String NAME = "orders";
    static final String VENDED = "VENDED";
    static final String REFUSED = "REFUSED";

    private static final AccessScope SCOPE = MooringSubject.scope("all");
    private static final long PAUSE_NANOS = 20_000;
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private WatchingNode() {}

    public static void main(String... arguments) {
        Database.Kind kind = Database.Kind.valueOf(arguments[0]);
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        Instant end = Instant.now().plus(LONGEST_LIFE);
        try (ConnectionLayer layer = kind.layer(arguments[1], Path.of(arguments[2]), service)) {
            Connections connections = layer.workspace(WORKSPACE, "other");
            String last = "";
            while (Instant.now().isBefore(end)) {
                String now = look(connections);
                if (!now.equals(last)) {
                    System.out.println(now + " " + Instant.now());
                    last = now;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static String look(Connections connections) {
        try {
            connections.vend(NAME, SCOPE);
            return VENDED;
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.CONNECTION_DISABLED) {
                throw e;
            }
            return REFUSED;
        }
    }

    /** When the process saw that, as it printed. */
    static Instant await(BufferedReader seen, String what) throws IOException {
        String line = seen.readLine();
        if (line == null || !line.startsWith(what)) {
            throw new IllegalStateException("the other process said " + line + " instead of " + what);
        }
        return Instant.parse(line.substring(what.length() + 1));
    }
}
