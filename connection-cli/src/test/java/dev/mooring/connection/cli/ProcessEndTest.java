package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEndTest {
    @TempDir
    Path home;

    @Test
    void noCommandLeavesAThreadThatKeepsTheProcessAlive() throws InterruptedException {
        Set<Thread> before = living();
        Harbour harbour = Harbour.withQuays(home);
        harbour.run("vend", "keyed", "--scope", "quay://pier/=READ");
        harbour.run("test", "buoy");

        for (Thread thread : living()) {
            if (!before.contains(thread)) {
                thread.join(Duration.ofSeconds(10).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Set<Thread> living() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
