package dev.mooring.connection.core.process;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A node whose threads vend from one connection until told to stop. An outcome is the mark of the token, the code of a
 * failure or the class of what must not be thrown; it says {@code seen outcome} when it is new, and in the end
 * {@code last outcome begun} for each, with the time at which the last call that had it began, and {@code done}.
 */
final class NodeProcess {
    static final String SEEN = "seen ";
    static final String LAST = "last ";
    static final String END = "done";

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ConcurrentMap<String, Long> lastBegun = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean isDone;

    /** Arguments: the layer's directory, how many threads. Ends when it reads a byte. */
    public static void main(String[] arguments) throws Exception {
        new NodeProcess().run(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void run(Path directory, int threads) throws Exception {
        try (ConnectionLayer layer =
                ConnectionLayer.in(directory).provider(new TokenProvider()).open()) {
            Connections connections = layer.workspace("w", "bob");
            CredentialSource source = connections.source("c", TokenProvider.SCOPE);
            Thread[] vending = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                boolean isThroughSource = i % 2 == 0;
                vending[i] = new Thread(() -> vendUntilDone(connections, source, isThroughSource));
                vending[i].start();
            }
            out.println("ended by " + System.in.read());
            isDone = true;
            for (Thread thread : vending) {
                thread.join();
            }
            for (Map.Entry<String, Long> outcome : lastBegun.entrySet()) {
                out.println(LAST + outcome.getKey() + " " + outcome.getValue());
            }
            out.println(END);
        }
    }

    private void vendUntilDone(Connections connections, CredentialSource source, boolean isThroughSource) {
        while (!isDone) {
            long begun = System.currentTimeMillis();
            String outcome = outcome(connections, source, isThroughSource);
            lastBegun.merge(outcome, begun, Math::max);
            if (seen.add(outcome)) {
                out.println(SEEN + outcome);
            }
        }
    }

    private static String outcome(Connections connections, CredentialSource source, boolean isThroughSource) {
        try {
            return TokenProvider.token(isThroughSource ? source.get() : connections.vend("c", TokenProvider.SCOPE))
                    .mark();
        } catch (ConnectionException e) {
            return e.code().name();
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }
}
