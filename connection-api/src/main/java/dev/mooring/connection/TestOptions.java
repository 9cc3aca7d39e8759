package dev.mooring.connection;

import dev.mooring.connection.spi.ProbeRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a connection is tested.
 *
 * @param scope what to look at and what the vended credential is narrowed to; empty means what the type tests by itself
 * @param mode whether the test may write
 * @param budget the whole test's time limit
 * @param progress told of every result as soon as it is known, on the testing thread; must not throw
 */
public record TestOptions(
        Optional<AccessScope> scope, ProbeRequest.Mode mode, Duration budget, Consumer<ProbeReport.Result> progress) {
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(15);

    /** A read-only test of 15 seconds at most. */
    public static TestOptions readOnly() {
        return new TestOptions(Optional.empty(), ProbeRequest.Mode.READ_ONLY, DEFAULT_BUDGET, result -> {});
    }

    /** These options for the given scope. */
    public TestOptions scope(AccessScope wanted) {
        return new TestOptions(Optional.of(wanted), mode, budget, progress);
    }

    /** These options with a write probe: an object of a unique name is written and removed. */
    public TestOptions withWrite() {
        return new TestOptions(scope, ProbeRequest.Mode.WRITE, budget, progress);
    }

    /** These options with another time limit. */
    public TestOptions within(Duration limit) {
        return new TestOptions(scope, mode, limit, progress);
    }

    /** These options with a listener. */
    public TestOptions onResult(Consumer<ProbeReport.Result> listener) {
        return new TestOptions(scope, mode, budget, listener);
    }
}
