package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One load that every caller of its key waits for.
 *
 * @param sequence its number among the flights of its key
 * @param forced whether it replaces a rejected credential
 * @param started when it started, by the layer's clock
 * @param result what it brings
 * @param begun whether somebody runs it
 * @param attempts how often the issuer was called
 */
record Flight(
        long sequence,
        boolean forced,
        long started,
        CompletableFuture<Vended> result,
        AtomicBoolean begun,
        AtomicInteger attempts) {
    static Flight start(long sequence, boolean forced, long now) {
        return new Flight(sequence, forced, now, new CompletableFuture<>(), new AtomicBoolean(), new AtomicInteger());
    }

    /** Takes the flight over; true for the one thread that has to run it. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }
}
