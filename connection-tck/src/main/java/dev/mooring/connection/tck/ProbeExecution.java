package dev.mooring.connection.tck;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Runs the steps of a probe in order on the calling thread, as core does but without a deadline of its own. */
public final class ProbeExecution {
    private final List<Result> results = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private final Run run;
    private final long start = System.nanoTime();

    private ProbeExecution(Duration budget) {
        this.run = new Run(System.nanoTime() + budget.toNanos());
    }

    /** Runs the steps; after a failure the steps of later stages are skipped. */
    public static ProbeExecution run(List<ProbeStep> steps, Duration budget) {
        ProbeExecution execution = new ProbeExecution(budget);
        try {
            for (ProbeStep step : steps) {
                execution.run(step);
            }
        } finally {
            execution.run.close(execution.thrown);
        }
        return execution;
    }

    /** What was found. */
    public ProbeReport report() {
        return new ProbeReport("tck_connection", results, Duration.ofNanos(System.nanoTime() - start));
    }

    /** What the steps threw, in order. */
    public List<Throwable> thrown() {
        return List.copyOf(thrown);
    }

    private void run(ProbeStep step) {
        boolean skipped = results.stream()
                .anyMatch(result ->
                        result.outcome() == Outcome.FAILED && result.stage().compareTo(step.stage()) < 0);
        if (skipped) {
            add(step, Outcome.SKIPPED, Finding.skipped("an earlier stage failed"), Optional.empty());
            return;
        }
        try {
            Finding finding = step.check().run(run);
            add(step, outcome(finding.verdict()), finding, Optional.empty());
        } catch (ConnectionException e) {
            thrown.add(e);
            Finding finding = new Finding(
                    Finding.Verdict.WARNING, String.valueOf(e.getMessage()), e.requestId(), Optional.of(e.remedy()));
            add(step, Outcome.FAILED, finding, Optional.of(e.code()));
        } catch (Exception e) {
            thrown.add(e);
            add(step, Outcome.FAILED, Finding.skipped(e.toString()), Optional.empty());
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void add(ProbeStep step, Outcome outcome, Finding finding, Optional<ErrorCode> code) {
        results.add(new Result(
                step.stage(),
                step.target(),
                outcome,
                Duration.ZERO,
                finding.detail(),
                finding.requestId(),
                code,
                finding.remedy()));
    }

    private static Outcome outcome(Finding.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Outcome.PASSED;
            case WARNING -> Outcome.WARNING;
            case SKIPPED -> Outcome.SKIPPED;
        };
    }

    private record Run(long deadline, Deque<AutoCloseable> open) implements ProbeRun {
        Run(long deadline) {
            this(deadline, new ArrayDeque<>());
        }

        @Override
        public Duration remaining() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        @Override
        public <T extends AutoCloseable> T closeLater(T resource) {
            open.push(resource);
            return resource;
        }

        void close(List<Throwable> thrown) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    thrown.add(e);
                }
            }
        }
    }
}
