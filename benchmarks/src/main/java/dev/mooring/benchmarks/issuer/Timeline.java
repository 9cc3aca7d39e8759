package dev.mooring.benchmarks.issuer;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The time that a token service lives in. */
public interface Timeline {
    /** The time of day. */
    Instant instant();

    /** Nanoseconds since a fixed moment. */
    long nanos();

    /** Returns when {@link #nanos()} has reached the moment. */
    void sleepUntil(long nanos);

    /** The machine's own time. */
    static Timeline real() {
        return new Timeline() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long nanos) {
                for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                    LockSupport.parkNanos(left);
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                }
            }
        };
    }
}
