package dev.mooring.connection.core.internal.probe;

import dev.mooring.connection.spi.ProbeRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One test under way: its time left and what it has to close. */
final class RunningProbe implements ProbeRun, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProbe.class);

    private final long end;
    private final Object lock = new Object();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();

    RunningProbe(Duration budget) {
        this.end = System.nanoTime() + budget.toNanos();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    @Override
    public <T extends AutoCloseable> T closeLater(T resource) {
        synchronized (lock) {
            closing.push(resource);
        }
        return resource;
    }

    @Override
    public void close() {
        synchronized (lock) {
            while (!closing.isEmpty()) {
                closeOne(closing.pop());
            }
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("what a test opened did not close: {}", e.getClass().getName());
        }
    }
}
