package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.VendPlan.Reuse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known for one key: the kept credential, the flight under way and the last failure. */
final class CacheEntry {
    private static final Logger LOG = LoggerFactory.getLogger(CacheEntry.class);
    private static final long BELIEVED_AFTER_REJECTION = Duration.ofSeconds(60).toMillis();

    private final Object lock = new Object();
    private volatile @Nullable Held held;
    private volatile @Nullable Flight flight;
    private volatile @Nullable Pause renewalPause;
    private volatile boolean keepsNothing;
    private volatile long lastUsed;
    /** The same moment by the layer's clock, for people. */
    private volatile long lastUsedAt;

    private @Nullable Failure failure;
    private int failures;
    private long sequence;
    private long newest;
    private boolean wasRejected;
    private boolean isRetired;

    /**
     * Where a caller that needs a credential ends up: with one that arrived meanwhile, or on a flight.
     *
     * @param held a good credential, else empty
     * @param flight the flight to wait for, unless there is a good credential
     * @param isLeader whether the caller has to launch it
     */
    record Boarding(Optional<Held> held, Optional<Flight> flight, boolean isLeader) {}

    /**
     * A time to do nothing in; over by whichever clock says so first.
     *
     * @param since when it began
     * @param length in milliseconds
     */
    private record Pause(Moment since, long length) {
        boolean isOver(Moment now) {
            return now.since(since) >= length;
        }
    }

    /**
     * What callers are told for a while, instead of asking the issuer again.
     *
     * @param cause what happened
     * @param pause how long it is told
     */
    private record Failure(ConnectionException cause, Pause pause) {}

    /** The kept credential, good or not. */
    @Nullable
    Held held() {
        return held;
    }

    /** Whether its loads brought what must not be kept: then there is nothing to wait for together. */
    boolean keepsNothing() {
        return keepsNothing;
    }

    void used(Moment now) {
        if (lastUsed != now.steady()) {
            lastUsed = now.steady();
            lastUsedAt = now.wall();
        }
    }

    /** The flight that callers wait for. */
    Optional<Flight> underWay() {
        return Optional.ofNullable(flight);
    }

    boolean hasGood(Moment now) {
        Held present = held;
        return present != null && present.isGood(now);
    }

    /** A flight for the caller to launch, unless one is under way or it is too early after a failure. */
    Optional<Flight> startRenewal(Moment now) {
        if (flight != null || isPausing(now)) {
            return Optional.empty();
        }
        synchronized (lock) {
            return isRetired || flight != null || isPausing(now) || hasFresh(now)
                    ? Optional.empty()
                    : Optional.of(start(now, Reason.AHEAD));
        }
    }

    /** One may have just arrived. */
    private boolean hasFresh(Moment now) {
        Held present = held;
        return present != null && present.isFresh(now);
    }

    private boolean isPausing(Moment now) {
        Pause pause = renewalPause;
        return pause != null && !pause.isOver(now);
    }

    /** A place, or nothing when the entry was given up meanwhile. */
    Optional<Boarding> board(Moment now) {
        synchronized (lock) {
            if (isRetired) {
                return Optional.empty();
            }
            Held present = held;
            if (present != null && present.isGood(now)) {
                return Optional.of(new Boarding(Optional.of(present), Optional.empty(), false));
            }
            Flight underWay = flight;
            if (underWay != null) {
                underWay.enter();
                return Optional.of(new Boarding(Optional.empty(), Optional.of(underWay), false));
            }
            Failure last = failure;
            if (last != null && !last.pause().isOver(now)) {
                throw CredentialCache.own(last.cause());
            }
            Flight started = start(now, wasRejected ? Reason.REJECTED : Reason.FIRST);
            started.enter();
            return Optional.of(new Boarding(Optional.empty(), Optional.of(started), true));
        }
    }

    private Flight start(Moment now, Reason reason) {
        Flight started = new Flight(++sequence, reason, now.steady());
        flight = started;
        return started;
    }

    void land(Flight landed, Loaded loaded, Moment now, Retries retries) {
        synchronized (lock) {
            arrive(landed);
            failures = 0;
            failure = null;
            renewalPause = null;
            keepsNothing = loaded.reuse() == Reuse.NEVER;
            if (!keepsNothing && newest < landed.sequence()) {
                newest = landed.sequence();
                held = Held.of(loaded, landed, now, retries.jitter());
                wasRejected = false;
            }
        }
    }

    void crash(Flight crashed, ConnectionException cause, Moment now, Retries retries) {
        synchronized (lock) {
            arrive(crashed);
            failures++;
            Held present = held;
            if (present != null && present.isGood(now)) {
                renewalPause = new Pause(now, retries.beforeRenewal(failures, cause, present.stale() - now.wall()));
                LOG.warn("a credential could not be renewed and is kept until it expires: {}", cause.toString());
            } else {
                failure = new Failure(cause, new Pause(now, retries.memory(failures, cause)));
            }
        }
    }

    /** Lets the next caller start anew; what the flight brings is still taken if it is the newest. */
    void abandon(Flight hanging) {
        synchronized (lock) {
            hanging.abandon();
            arrive(hanging);
        }
    }

    /** Whether that credential was held and is not any more. */
    boolean reject(Credential credential, Moment now) {
        synchronized (lock) {
            Held present = held;
            if (present == null || !present.vended().credential().equals(credential)) {
                return false;
            }
            if (present.forced() && now.since(present.since()) < BELIEVED_AFTER_REJECTION) {
                return false;
            }
            held = null;
            wasRejected = true;
            return true;
        }
    }

    /** Follows a clock that was set back between the two looks, unless the credential came after that. */
    void follow(Moment before, Moment now) {
        synchronized (lock) {
            Held present = held;
            if (present != null) {
                boolean isOlder = present.since().steady() <= before.steady();
                long jump = now.jumpSince(isOlder ? before : present.since());
                held = present.shifted(Math.min(0, jump));
            }
        }
    }

    /** Gives the entry up if there is nothing in it, or nobody used it since then. */
    boolean retire(Moment now, long unusedSince) {
        synchronized (lock) {
            Failure last = failure;
            boolean isEmpty = !hasGood(now)
                    && !keepsNothing
                    && (last == null || last.pause().isOver(now));
            isRetired = flight == null && (isEmpty || lastUsed < unusedSince);
            return isRetired;
        }
    }

    long lastUsed() {
        return lastUsed;
    }

    long lastUsedAt() {
        return lastUsedAt;
    }

    private void arrive(Flight arrived) {
        Flight underWay = flight;
        if (underWay != null && underWay.sequence() == arrived.sequence()) {
            flight = null;
        }
    }
}
