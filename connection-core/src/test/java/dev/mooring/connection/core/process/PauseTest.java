package dev.mooring.connection.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.mooring.connection.core.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that stops for a while without its knowing hands out nothing that expired meanwhile. */
class PauseTest {
    private static final String THREADS = "4";

    private TokenService service;

    @BeforeEach
    void start() throws IOException {
        service = TokenService.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void ofAPausePastTheExpiry() throws Exception {
        service.life(Duration.ofSeconds(4));
        List<String> said = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(ReadingProcess.class, service.address(), THREADS)) {
            said.addAll(child.linesUntil(ReadingProcess.SAW));
            for (int pause = 0; pause < 3; pause++) {
                child.pause();
                awaitLastExpiry();
                child.unpause();
                said.addAll(child.linesUntil(ReadingProcess.SAW));
            }
            child.release();
            said.addAll(child.linesUntil(ReadingProcess.END));
        }
        assertNothingExpired(said);
        assertThat(said).as("failed calls").noneMatch(line -> line.startsWith(ReadingProcess.ERROR));
    }

    /** As a collector does it. */
    @Test
    void ofManyShortPauses() throws Exception {
        service.life(Duration.ofSeconds(4));
        List<String> said = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(ReadingProcess.class, service.address(), THREADS)) {
            said.addAll(child.linesUntil(ReadingProcess.SAW));
            for (int pause = 0; pause < 12; pause++) {
                child.pause();
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200 + 40 * pause));
                child.unpause();
                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(150));
            }
            said.addAll(child.linesUntil(ReadingProcess.SAW));
            child.release();
            said.addAll(child.linesUntil(ReadingProcess.END));
        }
        assertNothingExpired(said);
        assertThat(said).as("failed calls").noneMatch(line -> line.startsWith(ReadingProcess.ERROR));
    }

    private void awaitLastExpiry() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.currentTimeMillis() > service.lastExpiry() + 200);
    }

    private static void assertNothingExpired(List<String> said) {
        assertThat(said).as("expired tokens").noneMatch(line -> line.startsWith(ReadingProcess.EXPIRED));
    }
}
