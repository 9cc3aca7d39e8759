package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One load that every caller of its key waits for.
 *
 * @param sequence its number among the flights of its key
 * @param forced whether it replaces a rejected credential
 * @param started when it started, in milliseconds of the clock that nobody sets
 * @param result what it brings
 * @param progress how far it is
 */
record Flight(long sequence, boolean forced, long started, CompletableFuture<Vended> result, Progress progress) {
    /**
     * How far a flight is.
     *
     * @param begun whether somebody runs it
     * @param awaited whether somebody waits for it
     * @param attempts how often the issuer was called
     * @param failure how the last attempt failed
     */
    record Progress(
            AtomicBoolean begun,
            AtomicBoolean awaited,
            AtomicInteger attempts,
            AtomicReference<@Nullable ConnectionException> failure) {}

    static Flight start(long sequence, boolean forced, long now) {
        return new Flight(
                sequence,
                forced,
                now,
                new CompletableFuture<>(),
                new Progress(new AtomicBoolean(), new AtomicBoolean(), new AtomicInteger(), new AtomicReference<>()));
    }

    /** Takes the flight over; true for the one thread that has to run it. */
    boolean begin() {
        return progress.begun().compareAndSet(false, true);
    }

    /** Says that somebody waits; true for the first one while nobody runs it. */
    boolean becomesAwaited() {
        return progress.awaited().compareAndSet(false, true)
                && !progress.begun().get();
    }

    /** Whether somebody waits. */
    boolean isAwaited() {
        return progress.awaited().get();
    }

    /** How the last attempt failed. */
    Optional<ConnectionException> lastFailure() {
        return Optional.ofNullable(progress.failure().get());
    }

    /** Counts one more call of the issuer, which failed like that. */
    int failed(ConnectionException failure) {
        progress.failure().set(failure);
        return progress.attempts().incrementAndGet();
    }
}
