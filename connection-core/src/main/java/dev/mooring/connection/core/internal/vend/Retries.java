package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode.Kind;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait after failures, with jitter. */
final class Retries {
    static final int ATTEMPTS = 3;

    private static final long FIRST = 200;
    private static final long LONGEST = Duration.ofSeconds(30).toMillis();
    private static final long DENIAL = Duration.ofSeconds(3).toMillis();
    private static final long LONGEST_MEMORY = Duration.ofMinutes(5).toMillis();

    private final DoubleSupplier random;

    /** @param random yields numbers from 0 to 1 */
    Retries(DoubleSupplier random) {
        this.random = random;
    }

    /** Between half and all of the doubled delay. */
    long backoff(int failures) {
        long whole = Math.min(LONGEST, FIRST << Math.min(failures, 20));
        return (long) (whole * (0.5 + 0.5 * random.getAsDouble()));
    }

    /** Before the next attempt of the same flight, no sooner than the issuer asked. */
    long beforeAttempt(int attempt, ConnectionException failure) {
        return Math.max(backoff(attempt), asked(failure));
    }

    /** Before the next renewal while a good credential is left: never more than a third of what is left of it. */
    long beforeRenewal(int failures, ConnectionException failure, long remaining) {
        return Math.min(Math.max(backoff(failures + 2), asked(failure)), Math.max(1, remaining / 3));
    }

    /** How long a failure is answered from memory when nothing good is left. */
    long memory(int failures, ConnectionException failure) {
        long asked = asked(failure);
        if (asked > 0) {
            return Math.min(asked, LONGEST_MEMORY);
        }
        Kind kind = failure.code().kind();
        return kind == Kind.PERMISSION || kind == Kind.USER ? DENIAL : backoff(failures);
    }

    double jitter() {
        return random.getAsDouble();
    }

    private static long asked(ConnectionException failure) {
        return failure.retryAfter().map(Duration::toMillis).orElse(0L);
    }
}
