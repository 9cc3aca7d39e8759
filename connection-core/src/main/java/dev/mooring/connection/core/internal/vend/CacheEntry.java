package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;
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
    private @Nullable Flight flight;
    private @Nullable ConnectionException failure;
    private long failureUntil;
    private long renewalNotBefore;
    private int failures;
    private long sequence;
    private long newest;
    private boolean wasRejected;

    /**
     * Where a caller that needs a credential ends up: with one that arrived meanwhile, or on a flight.
     *
     * @param held a good credential, else empty
     * @param flight the flight to wait for, unless there is a good credential
     * @param isLeader whether the caller has to launch it
     */
    record Boarding(Optional<Held> held, Optional<Flight> flight, boolean isLeader) {}

    @Nullable
    Held held() {
        return held;
    }

    /** The flight that callers wait for. */
    Optional<Flight> underWay() {
        synchronized (lock) {
            return Optional.ofNullable(flight);
        }
    }

    boolean hasGood(long now) {
        Held present = held;
        return present != null && now < present.stale();
    }

    /** A flight for the caller to launch, unless one is under way or it is too early after a failure. */
    Optional<Flight> startRenewal(long now) {
        synchronized (lock) {
            if (flight != null || now < renewalNotBefore) {
                return Optional.empty();
            }
            Flight started = Flight.start(++sequence, wasRejected, now);
            flight = started;
            return Optional.of(started);
        }
    }

    Boarding board(long now) {
        synchronized (lock) {
            Held present = held;
            if (present != null && now < present.stale()) {
                return new Boarding(Optional.of(present), Optional.empty(), false);
            }
            Flight underWay = flight;
            if (underWay != null) {
                return new Boarding(Optional.empty(), Optional.of(underWay), false);
            }
            if (failure != null && now < failureUntil) {
                throw CredentialCache.own(failure);
            }
            Flight started = Flight.start(++sequence, wasRejected, now);
            flight = started;
            return new Boarding(Optional.empty(), Optional.of(started), true);
        }
    }

    void land(Flight landed, Loaded loaded, long now, Retries retries) {
        synchronized (lock) {
            arrive(landed);
            failures = 0;
            failure = null;
            renewalNotBefore = 0;
            if (loaded.reuse() == Reuse.UNTIL_EXPIRY && newest < landed.sequence()) {
                newest = landed.sequence();
                held = Held.of(loaded, landed, now, retries.jitter());
                wasRejected = false;
            }
        }
    }

    void crash(Flight crashed, ConnectionException cause, long now, Retries retries) {
        synchronized (lock) {
            arrive(crashed);
            failures++;
            Held present = held;
            if (present != null && now < present.stale()) {
                renewalNotBefore = now + retries.beforeRenewal(failures, cause, present.stale() - now);
                LOG.warn("a credential could not be renewed and is kept until it expires: {}", cause.toString());
            } else {
                failure = cause;
                failureUntil = now + retries.memory(failures, cause);
            }
        }
    }

    /** Lets the next caller start anew; what the flight brings is still taken if it is the newest. */
    void abandon(Flight hanging) {
        synchronized (lock) {
            arrive(hanging);
        }
    }

    void reject(Credential credential, long now) {
        synchronized (lock) {
            Held present = held;
            if (present == null || !present.vended().credential().equals(credential)) {
                return;
            }
            if (present.forced() && now < present.since() + BELIEVED_AFTER_REJECTION) {
                return;
            }
            held = null;
            wasRejected = true;
        }
    }

    private void arrive(Flight arrived) {
        if (flight != null && flight.sequence() == arrived.sequence()) {
            flight = null;
        }
    }
}
