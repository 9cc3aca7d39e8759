package dev.mooring.connection;

import dev.mooring.connection.spi.ProbeStep.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a connectivity test found, stage by stage.
 *
 * @param connection the tested connection
 * @param results one result per step, in the order they were tried
 * @param took the whole test's time
 */
public record ProbeReport(String connection, List<Result> results, Duration took) {

    /** How a step, or a whole test, ended. */
    public enum Outcome {
        PASSED,
        WARNING,
        FAILED,
        SKIPPED,
        /** Of a whole test only: nothing was tried, so nothing is known. */
        UNVERIFIED
    }

    /**
     * The result of one step.
     *
     * @param stage its stage
     * @param target what was tried: host, port, bucket, role
     * @param outcome how it ended
     * @param took how long it ran
     * @param detail what was found, in a sentence without secrets
     * @param requestId the remote service's id of the request
     * @param code the failure's code
     * @param remedy what to do about a failure or a warning
     */
    public record Result(
            Stage stage,
            String target,
            Outcome outcome,
            Duration took,
            String detail,
            Optional<String> requestId,
            Optional<ErrorCode> code,
            Optional<String> remedy) {}

    /** Copies the results. */
    public ProbeReport {
        results = List.copyOf(results);
    }

    /** FAILED if a step failed, else WARNING if one warned, else PASSED if one passed, else UNVERIFIED. */
    public Outcome outcome() {
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.WARNING, Outcome.PASSED)) {
            if (results.stream().anyMatch(result -> result.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.UNVERIFIED;
    }

    /** The first failed step. */
    public Optional<Result> failure() {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.FAILED)
                .findFirst();
    }
}
