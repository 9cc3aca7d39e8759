package dev.mooring.connection.core.process;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process whose threads read one source without pause. It says {@code saw n} of every token, {@code EXPIRED n} of one
 * that had ended before the call for it began, {@code ERROR code retryable} of failures, and {@code read n} at its end.
 */
final class ReadingProcess {
    static final String SAW = "saw ";
    static final String EXPIRED = "EXPIRED ";
    static final String ERROR = "ERROR ";
    static final String END = "read ";

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final AtomicInteger newest = new AtomicInteger();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean isDone;

    /** Arguments: the token service's address, how many threads. Ends when it reads a byte. */
    public static void main(String[] arguments) throws Exception {
        new ReadingProcess().run(arguments[0], Integer.parseInt(arguments[1]));
    }

    private void run(String endpoint, int threads) throws Exception {
        // before any thread of the layer: those that started first run first when the process goes on after a pause
        CompletableFuture<CredentialSource> source = new CompletableFuture<>();
        Thread[] readers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            readers[i] = new Thread(() -> readUntilDone(source.join()));
            readers[i].start();
        }
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new TokenProvider()).open()) {
            Connections connections = layer.workspace("w", "ann");
            connections.create(TokenProvider.draft("c", endpoint, "m").build());
            source.complete(connections.source("c", TokenProvider.SCOPE));
            out.println("ended by " + System.in.read());
            isDone = true;
            for (Thread reader : readers) {
                reader.join();
            }
            out.println(END + reads);
        }
    }

    private void readUntilDone(CredentialSource source) {
        while (!isDone) {
            read(source);
        }
    }

    private void read(CredentialSource source) {
        long begun = System.currentTimeMillis();
        try {
            TokenService.Token token = TokenProvider.token(source.get());
            reads.incrementAndGet();
            if (token.expires() <= begun) {
                sayOnce(EXPIRED + token.number());
            }
            if (newest.getAndAccumulate(token.number(), Math::max) < token.number()) {
                sayOnce(SAW + token.number());
            }
        } catch (ConnectionException e) {
            sayOnce(ERROR + e.code().name() + " " + e.code().retryable());
        } catch (RuntimeException e) {
            sayOnce(ERROR + e.getClass().getName());
        }
    }

    private void sayOnce(String line) {
        if (said.add(line)) {
            out.println(line);
        }
    }
}
