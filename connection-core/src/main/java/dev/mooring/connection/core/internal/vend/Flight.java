package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.LayerObserver.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One load that every caller of its key waits for. */
final class Flight {
    private final long sequence;
    private final Reason reason;
    private final CompletableFuture<Vended> result = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private final AtomicBoolean needed = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicReference<@Nullable ConnectionException> lastFailure = new AtomicReference<>();
    private volatile long patientSince;
    private volatile boolean endedUnawaited;

    /**
     * A flight that nobody runs yet.
     *
     * @param sequence its number among the flights of its key
     * @param reason why the issuer is asked
     * @param now when it started, in milliseconds of the clock that nobody sets
     */
    Flight(long sequence, Reason reason, long now) {
        this.sequence = sequence;
        this.reason = reason;
        this.patientSince = now;
    }

    long sequence() {
        return sequence;
    }

    Reason reason() {
        return reason;
    }

    /** Whether it replaces a rejected credential. */
    boolean forced() {
        return reason == Reason.REJECTED;
    }

    /** What it brings. */
    CompletableFuture<Vended> result() {
        return result;
    }

    /** Takes the flight over; true for the one thread that has to run it, unless everybody gave it up. */
    boolean begin() {
        return !isGivenUp() && begun.compareAndSet(false, true);
    }

    /** Lets whoever comes first make the next attempt. */
    void pass() {
        begun.set(false);
    }

    /** Whether somebody waited in vain and nobody waits any more: the next caller starts anew. */
    boolean isGivenUp() {
        return abandoned.get() && waiting.get() == 0;
    }

    void abandon() {
        abandoned.set(true);
    }

    /** Under the lock of its entry, which no flight that was given up is part of. */
    void enter() {
        waiting.incrementAndGet();
    }

    void leave() {
        waiting.decrementAndGet();
    }

    /** Says that another load waits: it must not queue behind that one. */
    void need() {
        needed.set(true);
    }

    boolean isNeeded() {
        return needed.get();
    }

    /** Says that somebody waits; true for the first one while nobody runs it. */
    boolean becomesAwaited(long now) {
        if (!awaited.compareAndSet(false, true)) {
            return false;
        }
        patientSince = now;
        return !begun.get();
    }

    /** Whether somebody ever waited. */
    boolean isAwaited() {
        return awaited.get();
    }

    /** How long somebody has waited, or it has been under way without anybody waiting, in milliseconds. */
    long waited(long now) {
        return now - patientSince;
    }

    /** Counts one more call of the issuer, which failed like that. */
    int failed(ConnectionException failure) {
        lastFailure.set(failure);
        return attempts.incrementAndGet();
    }

    /** How the last attempt failed. */
    Optional<ConnectionException> lastFailure() {
        return Optional.ofNullable(lastFailure.get());
    }

    /** Says that it ends without another attempt because nobody waits. */
    void endUnawaited() {
        endedUnawaited = true;
    }

    /** Whether it was given up because nobody waited: who came in that moment should try on their own. */
    boolean endedUnawaited() {
        return endedUnawaited;
    }
}
