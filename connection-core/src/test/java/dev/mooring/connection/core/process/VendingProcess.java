package dev.mooring.connection.core.process;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that vends until it is killed: from connections with a secret that every call replaces always the same, and
 * from the others something new each time. It says {@code FAILED code} of failures.
 */
final class VendingProcess {
    static final String ROTATING = "rotating";
    static final String FAILED = "FAILED ";

    private static final int THREADS = 4;
    /** Far beyond what is reached before the end. */
    private static final int VENDS = 10_000_000;

    private VendingProcess() {}

    /** Arguments: the layer's directory. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[0]))
                .provider(new TokenProvider())
                .open()) {
            Connections connections = layer.workspace("w", "ann");
            List<String> names =
                    connections.list().stream().map(Connection::name).toList();
            AtomicInteger number = new AtomicInteger();
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> {
                    for (int n = number.incrementAndGet(); n < VENDS; n = number.incrementAndGet()) {
                        vend(connections, names.get(n % names.size()), n, out);
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void vend(Connections connections, String name, int n, PrintStream out) {
        AccessScope scope =
                name.startsWith(ROTATING) ? TokenProvider.SCOPE : AccessScope.read("tokens://orders/" + n + "/");
        try {
            connections.vend(name, scope);
        } catch (ConnectionException e) {
            out.println(FAILED + name + " " + e.code().name() + " " + e.getMessage());
        }
    }
}
