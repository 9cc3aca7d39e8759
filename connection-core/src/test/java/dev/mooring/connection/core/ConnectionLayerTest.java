package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLayerTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");

    @Test
    void leavesNoThreadAfterClose(@TempDir Path directory) {
        ConnectionLayer layer =
                ConnectionLayer.in(directory).provider(new FakeProvider()).open();
        use(layer);
        assertThat(ownThreads()).isNotZero();
        layer.close();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ownThreads() == 0);
    }

    @Test
    void tellsWhoeverWaitsForACredentialThatItIsClosed() throws Exception {
        FakeProvider provider = new FakeProvider();
        ConnectionLayer layer = ConnectionLayer.inMemory().provider(provider).open();
        Connections connections = use(layer);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        provider.issuer.beforeAnswer(() -> {
            asked.countDown();
            Uninterruptibles.awaitUninterruptibly(never);
        });
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<?> waiting = caller.submit(() -> connections.vend("depot", AccessScope.read("depot://other/")));
            asked.await();
            layer.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .withStackTraceContaining("CLOSED");
        } finally {
            never.countDown();
            caller.shutdownNow();
        }
    }

    @Test
    void isClosedForGood() {
        ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new FakeProvider()).open();
        Connections connections = use(layer);
        layer.close();
        layer.close();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.vend("depot", READ))
                .matches(e -> e.code() == ConnectionError.CLOSED);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> layer.workspace("w", "u"))
                .matches(e -> e.code() == ConnectionError.CLOSED);
    }

    @Test
    void aMainThatVendsOnceEndsByItself(@TempDir Path directory) throws Exception {
        assertThat(run(System.getProperty("java.class.path"), directory.toString()))
                .isEqualTo("vended");
    }

    @Test
    void inMemoryNeedsNoDatabaseOnTheClassPath() throws Exception {
        String withoutDatabase = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("sqlite") && !entry.contains("HikariCP"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(run(withoutDatabase, "")).isEqualTo("vended");
    }

    private static String run(String classPath, String directory) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        VendOnce.class.getName(),
                        directory)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.exitValue()).isZero();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A program that forgets to close its layer. */
    static final class VendOnce {
        private VendOnce() {}

        public static void main(String... arguments) {
            ConnectionLayer.Builder builder =
                    arguments[0].isEmpty() ? ConnectionLayer.inMemory() : ConnectionLayer.in(Path.of(arguments[0]));
            use(builder.provider(new FakeProvider()).open());
            System.out.println("vended");
        }
    }

    private static Connections use(ConnectionLayer layer) {
        Connections connections = layer.workspace("sales", "ann");
        connections.create(ConnectionDraft.of("depot", "DEPOT")
                .property("ENDPOINT", "host")
                .property("ACCESS_ID", "LTAI5tMmbq1Ty1")
                .property("ACCESS_KEY", "the-secret")
                .build());
        connections.vend("depot", READ);
        connections.test("depot", TestOptions.readOnly());
        return connections;
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mooring"))
                .count();
    }
}
