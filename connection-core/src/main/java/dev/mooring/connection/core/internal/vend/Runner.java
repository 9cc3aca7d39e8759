package dev.mooring.connection.core.internal.vend;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Where loads run: the engine's threads, or a test's own hand. */
public interface Runner {
    /** Runs loads of one connection, a bounded number at a time. */
    Executor bounded(String connectionId);

    /** Runs loads that must not wait for others. */
    Executor unbounded();

    /** Runs a task after a while. */
    void after(Duration delay, Runnable task);
}
