package dev.mooring.connection.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.ChildJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What arrives late is no sign of a clock that goes wrong. */
class LateAnswerTest {
    @Test
    void aPauseBetweenTheIssuersAnswerAndItsArrivalIsNotTakenForSkew() throws Exception {
        List<String> said = new ArrayList<>();
        try (TokenService service = TokenService.start();
                ChildJvm child = ChildJvm.start(ReadingProcess.class, service.address(), "4")) {
            service.life(Duration.ofSeconds(4));
            said.addAll(child.linesUntil(ReadingProcess.SAW));
            TokenService.Hold answer = service.holdNext();
            answer.awaitIssued();
            child.pause();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> System.currentTimeMillis() > service.lastExpiry() + 200);
            int late = service.calls().size();
            answer.release();
            child.unpause();
            said.addAll(child.linesUntil(ReadingProcess.SAW + (late + 1)));
            child.release();
            said.addAll(child.linesUntil(ReadingProcess.END));
        }
        assertThat(said).as("expired tokens").noneMatch(line -> line.startsWith(ReadingProcess.EXPIRED));
        assertThat(said)
                .as("failures that waiting would not have cured")
                .noneMatch(line -> line.startsWith(ReadingProcess.ERROR) && !line.endsWith(" true"));
    }
}
