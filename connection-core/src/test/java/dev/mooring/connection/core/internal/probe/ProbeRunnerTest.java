package dev.mooring.connection.core.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeRunnerTest {
    private final ProbeRunner runner = new ProbeRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void reportsEveryStepInOrderWithItsTime() {
        ProbeReport report = run(passing(Stage.RESOLVE), passing(Stage.CONNECT), passing(Stage.OPERATE));
        assertThat(report.results())
                .extracting(ProbeReport.Result::stage)
                .containsExactly(Stage.RESOLVE, Stage.CONNECT, Stage.OPERATE);
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.results()).allMatch(result -> !result.took().isNegative());
    }

    @Test
    void skipsTheStagesAfterAFailedOneButNotItsOwn() {
        ProbeReport report = run(
                failing(Stage.CONNECT, ConnectionError.ENDPOINT_UNREACHABLE),
                passing(Stage.CONNECT),
                passing(Stage.AUTHENTICATE));
        assertThat(report.results())
                .extracting(ProbeReport.Result::outcome)
                .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.SKIPPED);
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.code()).contains(ConnectionError.ENDPOINT_UNREACHABLE);
        assertThat(failure.remedy()).isPresent();
    }

    @Test
    void allSkippedIsUnverifiedAndNeverOk() {
        ProbeStep skipped = new ProbeStep(Stage.OPERATE, "x", run -> Finding.skipped("no scope"));
        assertThat(run(skipped).outcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(run().outcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void aWarningIsNoFailure() {
        ProbeStep warning = new ProbeStep(Stage.AUTHENTICATE, "x", run -> Finding.warning("open role", "close it"));
        ProbeReport report = run(warning, passing(Stage.OPERATE));
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.results().get(0).remedy()).contains("close it");
    }

    @Test
    void interruptsAStepThatOverrunsTheLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ProbeStep hanging = new ProbeStep(Stage.CONNECT, "x", run -> {
            try {
                new CountDownLatch(1).await();
                return Finding.passed("never");
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        ProbeReport report = runner.run(
                "c",
                List.of(hanging, passing(Stage.OPERATE)),
                TestOptions.readOnly().within(Duration.ofMillis(200)));
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.TIMED_OUT);
        assertThat(report.results().get(1).outcome()).isEqualTo(Outcome.SKIPPED);
        interrupted.await();
    }

    @Test
    void saysNothingOfAnUnmappedFailuresMessage() {
        ProbeStep leaking = new ProbeStep(Stage.AUTHENTICATE, "x", run -> {
            throw new IllegalStateException("password hunter2 refused");
        });
        ProbeReport report = run(leaking);
        assertThat(report.toString()).doesNotContain("hunter2").contains("IllegalStateException");
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.PROVIDER_CONTRACT);
    }

    @Test
    void closesWhatATestOpenedAndTellsOfResultsAsTheyCome() {
        AtomicBoolean isClosed = new AtomicBoolean();
        List<Stage> told = new ArrayList<>();
        ProbeStep opening = new ProbeStep(Stage.CONNECT, "x", run -> {
            run.closeLater(() -> isClosed.set(true));
            return Finding.passed("open");
        });
        ProbeStep looking = new ProbeStep(Stage.OPERATE, "x", run -> {
            assertThat(isClosed).isFalse();
            assertThat(told).containsExactly(Stage.CONNECT);
            return Finding.passed("seen").requestId("r-1");
        });
        ProbeReport report = runner.run(
                "c", List.of(opening, looking), TestOptions.readOnly().onResult(result -> told.add(result.stage())));
        assertThat(isClosed).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.results().get(1).requestId()).isEqualTo(Optional.of("r-1"));
    }

    private ProbeReport run(ProbeStep... steps) {
        return runner.run("c", List.of(steps), TestOptions.readOnly());
    }

    private static ProbeStep passing(Stage stage) {
        return new ProbeStep(stage, "x", run -> Finding.passed("fine"));
    }

    private static ProbeStep failing(Stage stage, ConnectionError code) {
        return new ProbeStep(stage, "x", run -> {
            throw new ConnectionException(code, "as asked");
        });
    }
}
