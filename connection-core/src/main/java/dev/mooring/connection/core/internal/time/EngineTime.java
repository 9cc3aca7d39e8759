package dev.mooring.connection.core.internal.time;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Two clocks: the layer's, which somebody may set, and one that only goes forward but may stand still while the machine
 * sleeps. What is too old by either is too old.
 *
 * @param clock the layer's clock
 * @param nanos nanoseconds since some moment, never going back
 */
public record EngineTime(Clock clock, LongSupplier nanos) {
    /** That clock beside the process's own count. */
    public static EngineTime of(Clock clock) {
        return new EngineTime(clock, System::nanoTime);
    }

    /** Milliseconds by the layer's clock. */
    public long millis() {
        return clock.millis();
    }

    /** Milliseconds by the clock that nobody sets. */
    public long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    /** Both clocks now. */
    public Moment now() {
        return new Moment(millis(), steadyMillis());
    }

    /**
     * A moment by both clocks, in milliseconds.
     *
     * @param wall by the layer's clock
     * @param steady by the clock that nobody sets
     */
    public record Moment(long wall, long steady) {
        /** The longer of the two times since then; a clock that was set back before that moment tells nothing. */
        public long since(Moment then) {
            return Math.max(wall - then.wall, steady - then.steady);
        }

        /** Whether that much time has not passed yet by either clock; a clock that was set back says nothing. */
        public boolean isWithin(Duration age, Moment now) {
            return now.since(this) < age.toMillis() && now.wall >= wall;
        }

        /** How far the layer's clock went beyond the time that passed since then; negative when it was set back. */
        public long jumpSince(Moment then) {
            return (wall - then.wall) - (steady - then.steady);
        }
    }
}
