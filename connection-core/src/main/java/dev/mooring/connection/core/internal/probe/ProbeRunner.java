package dev.mooring.connection.core.internal.probe;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.internal.vend.EngineThreads;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of a test in order under one time limit. The steps of the stages after a failed one are skipped; a step
 * that overruns the limit is interrupted and fails.
 */
public final class ProbeRunner implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            EngineThreads.named("mooring-probe-"));

    /** Runs the steps and reports every one of them. */
    public ProbeReport run(String connection, List<ProbeStep> steps, TestOptions options) {
        long start = System.nanoTime();
        List<Result> results = new ArrayList<>();
        Stage failed = null;
        try (RunningProbe run = new RunningProbe(options.budget())) {
            for (ProbeStep step : steps) {
                Result result = isAfter(step, failed) ? skipped(step, "an earlier stage failed") : run(step, run);
                if (result.outcome() == Outcome.FAILED && failed == null) {
                    failed = step.stage();
                }
                results.add(result);
                options.progress().accept(result);
            }
        }
        return new ProbeReport(connection, results, Duration.ofNanos(System.nanoTime() - start));
    }

    private static boolean isAfter(ProbeStep step, @Nullable Stage failed) {
        return failed != null && step.stage().compareTo(failed) > 0;
    }

    private Result run(ProbeStep step, RunningProbe run) {
        if (run.remaining().isZero()) {
            return failed(step, Duration.ZERO, outOfTime());
        }
        long start = System.nanoTime();
        Future<Finding> running = submit(step, run);
        try {
            Finding finding = running.get(run.remaining().toMillis(), TimeUnit.MILLISECONDS);
            return found(step, since(start), finding);
        } catch (TimeoutException e) {
            running.cancel(true);
            return failed(step, since(start), outOfTime());
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return failed(step, since(start), outOfTime());
        } catch (ExecutionException e) {
            return failed(step, since(start), asFailure(e.getCause()));
        }
    }

    private Future<Finding> submit(ProbeStep step, RunningProbe run) {
        try {
            return threads.submit(() -> step.check().run(run));
        } catch (RejectedExecutionException e) {
            throw new ConnectionException(
                    ConnectionError.CLOSED, "the connection layer is closed", ConnectionError.CLOSED.remedy(), e);
        }
    }

    private static ConnectionException asFailure(@Nullable Throwable cause) {
        if (cause instanceof ConnectionException failure) {
            return failure;
        }
        // its message is a vendor's and may hold anything
        String kind = cause == null ? "failure" : cause.getClass().getName();
        return new ConnectionException(ConnectionError.PROVIDER_CONTRACT, "the step failed with an unmapped " + kind);
    }

    private static ConnectionException outOfTime() {
        return new ConnectionException(
                ConnectionError.TIMED_OUT, "the test's time limit was reached", "raise the test's time limit");
    }

    private static Result found(ProbeStep step, Duration took, Finding finding) {
        Outcome outcome = switch (finding.verdict()) {
            case PASSED -> Outcome.PASSED;
            case WARNING -> Outcome.WARNING;
            case SKIPPED -> Outcome.SKIPPED;
        };
        return new Result(
                step.stage(),
                step.target(),
                outcome,
                took,
                finding.detail(),
                finding.requestId(),
                Optional.empty(),
                finding.remedy());
    }

    private static Result failed(ProbeStep step, Duration took, ConnectionException failure) {
        Optional<ErrorCode> code = Optional.of(failure.code());
        return new Result(
                step.stage(),
                step.target(),
                Outcome.FAILED,
                took,
                String.valueOf(failure.getMessage()),
                failure.requestId(),
                code,
                Optional.of(failure.remedy()));
    }

    private static Result skipped(ProbeStep step, String why) {
        return new Result(
                step.stage(),
                step.target(),
                Outcome.SKIPPED,
                Duration.ZERO,
                why,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
