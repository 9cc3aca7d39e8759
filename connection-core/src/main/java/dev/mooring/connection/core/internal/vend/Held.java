package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Vended;
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
record Held(Vended vended, long due, long stale, boolean forced, long since) {
    private static final long LONGEST_DUE = Duration.ofMinutes(20).toMillis();
    private static final long LONGEST_MARGIN = Duration.ofSeconds(30).toMillis();

    /** The windows of a credential: proportional to its life, so that a short one is not renewed at every call. */
    static Held of(Loaded loaded, Flight flight, long now, double jitter) {
        long end = loaded.expiry().map(expiry -> expiry.toEpochMilli()).orElse(Long.MAX_VALUE);
        if (end == Long.MAX_VALUE) {
            return new Held(loaded.vended(), end, end, flight.forced(), now);
        }
        long life = end - now;
        long due = Math.min(life / 3, LONGEST_DUE);
        // earlier by up to a tenth of the window, so that many keys and nodes do not renew at once
        long early = (long) (due * 0.1 * jitter);
        long margin = Math.min(life / 60, LONGEST_MARGIN);
        return new Held(loaded.vended(), end - due - early, end - margin, flight.forced(), now);
    }
}
