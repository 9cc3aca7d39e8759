package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode.Kind;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait after failures, with jitter. */
final class Retries {
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_AFTER_REFUSAL = 6;
    private static final long FIRST = 200;
    private static final long FIRST_AFTER_REFUSAL = 25;
    private static final long LONGEST = Duration.ofSeconds(30).toMillis();
    private static final long LONGEST_AFTER_REFUSAL = Duration.ofSeconds(2).toMillis();
    private static final long DENIAL = Duration.ofSeconds(3).toMillis();
    private static final long LONGEST_SILENCE = Duration.ofSeconds(3).toMillis();
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final DoubleSupplier random;

    /** @param random yields numbers from 0 to 1 */
    Retries(DoubleSupplier random) {
        this.random = random;
    }

    /** Whether the same flight may try again; a refusal says that the issuer is there, only busy. */
    static boolean mayTryAgain(int attempts, ConnectionException failure) {
        return failure.code().retryable() && attempts < (isRefusal(failure) ? ATTEMPTS_AFTER_REFUSAL : ATTEMPTS);
    }

    /** Whether the issuer had too much to do. */
    static boolean isRefusal(ConnectionException failure) {
        return failure.code() == ConnectionError.ISSUER_THROTTLED;
    }

    /** How long the issuer asked to be left alone, in milliseconds; at most five minutes; zero when it did not say. */
    static long asked(ConnectionException failure) {
        return failure.retryAfter()
                .map(asked -> asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED)
                .map(Duration::toMillis)
                .orElse(0L);
    }

    /** Before the next attempt of the same flight, no sooner than the issuer asked. */
    long beforeAttempt(int attempt, ConnectionException failure) {
        long delay = isRefusal(failure)
                ? backoff(FIRST_AFTER_REFUSAL, attempt, LONGEST_AFTER_REFUSAL)
                : backoff(FIRST, attempt, LONGEST);
        return Math.max(delay, asked(failure));
    }

    /** Before the next renewal while a good credential is left: never more than a third of what is left of it. */
    long beforeRenewal(int failures, ConnectionException failure, long remaining) {
        return Math.min(Math.max(backoff(FIRST, failures + 2, LONGEST), asked(failure)), Math.max(1, remaining / 3));
    }

    /** How long a failure is answered from memory when nothing good is left: callers wait for its end in vain. */
    long memory(int failures, ConnectionException failure) {
        long asked = asked(failure);
        if (asked > 0) {
            return asked;
        }
        Kind kind = failure.code().kind();
        return kind == Kind.PERMISSION || kind == Kind.USER ? DENIAL : backoff(FIRST, failures, LONGEST_SILENCE);
    }

    double jitter() {
        return random.getAsDouble();
    }

    /** Between half and all of the doubled delay. */
    private long backoff(long first, int failures, long longest) {
        long whole = Math.min(longest, first << Math.min(failures, 20));
        return (long) (whole * (0.5 + 0.5 * random.getAsDouble()));
    }
}
