package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import java.time.Duration;

/**
 * A kept credential and its windows, in milliseconds of the layer's clock.
 *
 * @param vended the credential
 * @param due from when a renewal is due; until then it is simply good
 * @param stale from when it is no longer handed out
 * @param forced whether it was brought because its forerunner was rejected
 * @param since when it was brought
 */
record Held(Vended vended, long due, long stale, boolean forced, Moment since) {
    private static final long LONGEST_DUE = Duration.ofMinutes(20).toMillis();
    private static final long LONGEST_MARGIN = Duration.ofSeconds(30).toMillis();

    /** The windows of a credential: proportional to its life, so that a short one is not renewed at every call. */
    static Held of(Loaded loaded, Flight flight, Moment now, double jitter) {
        long end = loaded.expiry().map(expiry -> expiry.toEpochMilli()).orElse(Long.MAX_VALUE);
        if (end == Long.MAX_VALUE) {
            return new Held(loaded.vended(), end, end, flight.forced(), now);
        }
        long life = end - now.wall();
        long due = Math.min(life / 3, LONGEST_DUE);
        // earlier by up to a tenth of the window, so that many keys and nodes do not renew at once
        long early = (long) (due * 0.1 * jitter);
        long margin = Math.min(life / 60, LONGEST_MARGIN);
        return new Held(loaded.vended(), end - due - early, end - margin, flight.forced(), now);
    }

    /** Whether it is good by both clocks: one may have been set back, the other may have stood still. */
    boolean isGood(Moment now) {
        return now.wall() < stale && now.steady() - since.steady() < stale - since.wall();
    }

    /** Whether it is good and needs no renewal yet. */
    boolean isFresh(Moment now) {
        return now.wall() < due && now.steady() - since.steady() < due - since.wall();
    }

    boolean ends() {
        return stale != Long.MAX_VALUE;
    }

    /** Its windows by a clock that was set by that much, in milliseconds. */
    Held shifted(long jump) {
        return ends()
                ? new Held(vended, due + jump, stale + jump, forced, new Moment(since.wall() + jump, since.steady()))
                : this;
    }
}
