package dev.mooring.connection.core.internal.vend.gate;

import java.time.Duration;

/**
 * How many loads an issuer bears at a time, learned from what it refuses: more with every answer until the first refusal,
 * then back by a fifth and up again one by one, to just below where it refused; beyond that only now and then. Guarded by
 * its gate's lock.
 */
final class IssuerLimit {
    static final int MOST = 128;

    private static final int FIRST = 8;
    private static final int GENTLE = 16;
    private static final int NEVER_REFUSED = Integer.MAX_VALUE;
    private static final double KEPT = 0.8;
    private static final long SHORTEST_INTERVAL = Duration.ofSeconds(1).toMillis();
    private static final long LONGEST_INTERVAL = Duration.ofSeconds(60).toMillis();

    private int limit = FIRST;
    private int sustained;
    private int refusedAt = NEVER_REFUSED;
    private int served;
    private int cuts;
    private long probeAt;
    private long interval = SHORTEST_INTERVAL;

    /**
     * What was known when a load began.
     *
     * @param cuts how often the limit had been cut
     * @param running how many ran, this one included
     */
    record Start(int cuts, int running) {}

    int limit() {
        return limit;
    }

    Start start(int running) {
        return new Start(cuts, running);
    }

    /** An answer while the limit kept others waiting. */
    void served(long now) {
        served++;
        if (limit >= MOST) {
            return;
        }
        if (refusedAt == NEVER_REFUSED) {
            if (limit < GENTLE || served >= 2) {
                raise();
            }
            return;
        }
        if (served < limit) {
            return;
        }
        sustained = limit;
        if (limit + 1 < refusedAt) {
            raise();
        } else if (limit >= refusedAt) {
            // it bears what it refused before
            refusedAt = limit + 1;
            interval = SHORTEST_INTERVAL;
            raise();
        } else if (now >= probeAt) {
            raise();
        }
    }

    /** A refusal of a load that began like that, while so many run, itself included. */
    void refused(Start start, int running, long now) {
        int height = Math.max(2, Math.max(start.running(), running));
        if (start.cuts() != cuts) {
            // of the same burst as the one that was cut for
            refusedAt = Math.min(refusedAt, height);
            limit = Math.min(limit, refusedAt - 1);
            return;
        }
        cuts++;
        served = 0;
        refusedAt = height;
        boolean wasBorne = sustained >= height;
        limit = !wasBorne && sustained >= height * KEPT
                ? sustained
                : Math.max(1, (int) (Math.min(limit, height) * KEPT));
        if (wasBorne) {
            sustained = 0;
        }
        probeAt = now + interval;
        interval = Math.min(LONGEST_INTERVAL, interval * 2);
    }

    private void raise() {
        served = 0;
        limit++;
    }
}
