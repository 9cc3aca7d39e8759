package dev.mooring.benchmarks.store;

import dev.mooring.benchmarks.harness.Jvm;
import dev.mooring.benchmarks.harness.Run;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.MooringSubject;
import dev.mooring.benchmarks.subject.SubjectKind;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the return of DISABLE in one process to the first refusal in another, which vends all the time. */
public final class Invalidation {
    private Invalidation() {}

    /** The work in results. */
    public static String work(String database) {
        return "invalidation " + database;
    }

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        measure(run, Database.Kind.POSTGRES, run.isQuick() ? 100 : 500);
        measure(run, Database.Kind.SQLITE, run.isQuick() ? 5 : 20);
        run.finish();
    }

    private static void measure(Run run, Database.Kind kind, int times) throws Exception {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (Database database = kind.open();
                ConnectionLayer layer = kind.layer(database.address(), database.keyring(), service)) {
            Connections connections = layer.workspace(WatchingNode.WORKSPACE, "me");
            connections.create(MooringSubject.draft(WatchingNode.NAME));
            Process other = Jvm.start(
                    WatchingNode.class,
                    List.of(kind.name(), database.address(), database.keyring().toString()));
            try (BufferedReader seen =
                    new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
                WatchingNode.await(seen, WatchingNode.VENDED);
                report(run, kind, latencies(connections, seen, times));
            } finally {
                other.destroyForcibly();
            }
        }
    }

    private static List<Double> latencies(Connections connections, BufferedReader seen, int times) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            connections.disable(WatchingNode.NAME);
            Instant returned = Instant.now();
            Instant refused = WatchingNode.await(seen, WatchingNode.REFUSED);
            millis.add(Math.max(0, ChronoUnit.MICROS.between(returned, refused)) / 1e3);
            connections.enable(WatchingNode.NAME);
            WatchingNode.await(seen, WatchingNode.VENDED);
        }
        Collections.sort(millis);
        return millis;
    }

    private static void report(Run run, Database.Kind kind, List<Double> sorted) {
        String mooring = SubjectKind.MOORING.title();
        run.add(work(kind.title()), mooring, "median ms", sorted.get(sorted.size() / 2));
        run.add(work(kind.title()), mooring, "p99 ms", sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
        run.add(work(kind.title()), mooring, "worst ms", sorted.get(sorted.size() - 1));
    }
}
