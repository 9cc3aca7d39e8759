package dev.mooring.connection.core.internal.time;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what makes an earlier look at connections or credentials doubtful: changes, refused credentials, a clock that was
 * set. Whoever remembers such a look remembers the count before it, and looks again when it moved.
 */
public final class Epoch {
    private final AtomicLong count = new AtomicLong();

    /** The count. */
    public long count() {
        return count.get();
    }

    /** Makes all earlier looks doubtful. */
    public void raise() {
        count.incrementAndGet();
    }
}
