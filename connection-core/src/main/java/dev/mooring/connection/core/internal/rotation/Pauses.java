package dev.mooring.connection.core.internal.rotation;

import java.util.function.DoubleSupplier;

/** Sleeps between attempts: longer each time, with jitter. */
public final class Pauses {
    private static final long FIRST = 50;
    private static final int DOUBLINGS = 10;

    private final Sleeper sleeper;
    private final DoubleSupplier random;

    /** How a thread waits. */
    @FunctionalInterface
    public interface Sleeper {
        /** Waits, or is interrupted. */
        void sleep(long millis) throws InterruptedException;
    }

    /**
     * Pauses with jitter.
     *
     * @param random yields numbers from 0 to 1
     */
    public Pauses(Sleeper sleeper, DoubleSupplier random) {
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Sleeps after that failed attempt, counted from 1, and tells for how many milliseconds. */
    public long after(int attempt, long longest) throws InterruptedException {
        long whole = Math.min(longest, FIRST << Math.min(attempt - 1, DOUBLINGS));
        long millis = (long) (whole * (0.5 + 0.5 * random.getAsDouble()));
        sleeper.sleep(millis);
        return millis;
    }
}
