package dev.mooring.connection.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves: it stands still or runs, and jumps when told. Safe for use by threads. */
public final class MutableClock extends Clock {
    private final Clock base;
    private final ZoneId zone;
    private volatile Duration offset = Duration.ZERO;

    private MutableClock(Clock base, ZoneId zone) {
        this.base = base;
        this.zone = zone;
    }

    /** A clock that stands at the given time. */
    public static MutableClock at(Instant instant) {
        return new MutableClock(Clock.fixed(instant, ZoneOffset.UTC), ZoneOffset.UTC);
    }

    /** A clock that runs with this machine's, as whatever signs requests by itself needs. */
    public static MutableClock running() {
        return new MutableClock(Clock.systemUTC(), ZoneOffset.UTC);
    }

    /** Moves forward, or backward by a negative duration. */
    public synchronized void advance(Duration duration) {
        offset = offset.plus(duration);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        MutableClock clock = new MutableClock(base, other);
        clock.advance(offset);
        return clock;
    }
}
