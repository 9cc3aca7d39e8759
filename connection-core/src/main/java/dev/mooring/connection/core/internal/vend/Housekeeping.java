package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.vend.gate.IssuerGates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks once a second, while anything is kept, whether somebody set the clock back; gives up what nobody uses, and
 * interrupts loads that nobody waits for any more.
 */
final class Housekeeping {
    /** A clock that is only slewed must not make every look doubtful. */
    private static final long SET_BACK = Duration.ofMillis(500).toMillis();

    private static final int LOOKS_PER_SWEEP = 60;

    private final CacheEntries entries;
    private final IssuerGates gates;
    private final EngineTime time;
    private final Epoch epoch;
    private final List<BooleanSupplier> sweeps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private Moment last;
    private int looks;

    Housekeeping(CacheEntries entries, IssuerGates gates, EngineTime time, Epoch epoch) {
        this.entries = entries;
        this.gates = gates;
        this.time = time;
        this.epoch = epoch;
        this.last = time.now();
    }

    /** Runs that once a minute too; it tells whether anything is left. */
    void alsoSweep(BooleanSupplier sweep) {
        sweeps.add(sweep);
    }

    /** Starts to look, unless it does already. */
    void wake(Runner runner) {
        if (!isAwake.get() && isAwake.compareAndSet(false, true)) {
            runner.eachSecond(this::look);
        }
    }

    /** One look; whether there is a reason for another. */
    synchronized boolean look() {
        followClock();
        gates.lookAfter(CredentialCache.PATIENCE);
        looks++;
        boolean isSwept = false;
        if (looks % LOOKS_PER_SWEEP == 0 || entries.isEmpty()) {
            entries.sweep(time.now());
            isSwept = sweeps.stream().filter(BooleanSupplier::getAsBoolean).count() == 0;
        }
        if (!entries.isEmpty() || gates.areBusy() || !isSwept) {
            return true;
        }
        isAwake.set(false);
        return false;
    }

    private void followClock() {
        Moment now = time.now();
        Moment before = last;
        last = now;
        if (now.jumpSince(before) < -SET_BACK) {
            entries.forEach(entry -> entry.follow(before, now));
            epoch.raise();
        }
    }
}
