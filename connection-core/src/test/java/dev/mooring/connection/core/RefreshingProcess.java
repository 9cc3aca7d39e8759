package dev.mooring.connection.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process whose threads vend from one connection in rounds; its credentials have expired in each. */
final class RefreshingProcess {
    static final String WORKSPACE = "w";
    static final String CONNECTION = "api";
    static final int THREADS = 32;

    /** Where the process ends of itself. */
    enum Crash {
        NEVER,
        BEFORE_THE_CALL,
        AFTER_THE_ANSWER
    }

    private RefreshingProcess() {}

    /** Arguments: the layer's directory, where to crash, how many rounds. Each round starts when it reads a byte. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        RefreshProvider provider = RefreshIssuer.provider();
        Crash crash = Crash.valueOf(arguments[1]);
        provider.beforeCall = () -> halt(crash == Crash.BEFORE_THE_CALL);
        provider.afterAnswer = () -> halt(crash == Crash.AFTER_THE_ANSWER);
        MutableClock clock = new MutableClock();
        try (ConnectionLayer layer = layer(Path.of(arguments[0]), provider, clock)) {
            out.println("ready");
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                if (System.in.read() < 0) {
                    throw new IOException("nobody said go");
                }
                clock.advance(Duration.ofHours(2));
                out.println(vendAtOnce(layer.workspace(WORKSPACE, "ann")));
            }
        }
    }

    private static void halt(boolean isCrash) {
        if (isCrash) {
            Runtime.getRuntime().halt(1);
        }
    }

    static ConnectionLayer layer(Path directory, RefreshProvider provider, Clock clock) {
        return ConnectionLayer.in(directory).provider(provider).clock(clock).open();
    }

    /** What all threads got: one name of a credential, or the codes of failures. */
    static Set<String> vendAtOnce(Connections connections) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<String>> vends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                AccessScope scope = AccessScope.read("api://x/" + i % 4 + "/");
                vends.add(() -> vend(connections, scope));
            }
            Set<String> outcomes = new TreeSet<>();
            for (Future<String> outcome : executor.invokeAll(vends)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            executor.shutdownNow();
        }
    }

    private static String vend(Connections connections, AccessScope scope) {
        try {
            return connections.vend(CONNECTION, scope).expiresAt().orElseThrow().toString();
        } catch (ConnectionException e) {
            return e.code().name();
        }
    }
}
