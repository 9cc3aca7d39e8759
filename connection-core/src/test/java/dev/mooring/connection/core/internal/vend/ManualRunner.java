package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.core.internal.vend.gate.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Runs loads when a test says so, on the test's thread. */
final class ManualRunner implements Runner {
    final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    final List<Duration> delays = new ArrayList<>();
    private boolean runsAtOnce = true;

    void hold() {
        runsAtOnce = false;
    }

    void runAll() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (runsAtOnce) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        delays.add(delay);
        execute(task);
    }

    @Override
    public void eachSecond(BooleanSupplier goesOn) {
        // a test looks itself
    }

    /** A lane without a gate. */
    Lane lane() {
        return (load, isAwaited) -> execute(load::attempt);
    }
}
