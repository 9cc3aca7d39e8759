package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.spi.ProbeStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Checks that a test is ordered, harmless and ends. */
final class ProbeChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Subject subject;
    private final FakeBackend backend;
    private final Optional<AccessScope> scope;

    ProbeChecks(Subject subject, FakeBackend backend, Optional<AccessScope> scope) {
        this.subject = subject;
        this.backend = backend;
        this.scope = scope;
    }

    void stepsAreOrdered() {
        List<ProbeStep> steps = subject.steps(scope);
        assertThat(steps).as("steps of a test").isNotEmpty();
        assertThat(steps).extracting(ProbeStep::stage).as("stages of a test").isSorted();
        assertThat(steps).extracting(ProbeStep::target).as("targets of steps").noneMatch(String::isBlank);
        assertThat(backend.calls()).as("calls made by making the steps").isZero();
        assertThat(subject.context().resolved())
                .as("hosts resolved by making the steps")
                .isEmpty();
    }

    void healthyTestPasses() {
        ProbeReport report = subject.probe(scope).report();
        assertThat(report.outcome())
                .as("outcome of a test: %s", report.results())
                .isIn(Outcome.PASSED, Outcome.WARNING);
        assertThat(report.results()).allSatisfy(result -> {
            assertThat(result.detail()).as("detail of %s", result.stage()).isNotBlank();
            if (result.outcome() == Outcome.WARNING) {
                assertThat(result.remedy()).as("remedy of a warning").isPresent();
            }
        });
    }

    void readOnlyTestWritesNothing() {
        subject.probe(scope);
        assertThat(backend.writes()).as("writes of a read-only test").isZero();
    }

    /** First the type's own limits must end it; then an interrupt must. The subject talks to a silent server. */
    void endsWhenNothingAnswers() {
        FutureTask<ProbeExecution> test = new FutureTask<>(() -> subject.probe(scope));
        Thread thread = new Thread(test, "tck-probe");
        thread.setDaemon(true);
        thread.start();
        Optional<ProbeExecution> ended = await(test);
        if (ended.isEmpty()) {
            thread.interrupt();
            ended = await(test);
        }
        assertThat(ended)
                .as("a test whose service is silent, after %s and after an interrupt", PATIENCE)
                .isPresent();
        assertThat(ended.get().report().outcome())
                .as("outcome of a test whose service is silent")
                .isEqualTo(Outcome.FAILED);
    }

    private static Optional<ProbeExecution> await(FutureTask<ProbeExecution> test) {
        try {
            return Optional.of(test.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new AssertionError("a test threw instead of reporting: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
