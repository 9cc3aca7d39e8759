package dev.mooring.benchmarks.issuer;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by sleeping. */
public final class FakeTimeline implements Timeline {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void sleepUntil(long moment) {
        nanos.accumulateAndGet(moment, Math::max);
    }
}
