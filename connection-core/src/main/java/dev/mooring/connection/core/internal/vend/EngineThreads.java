package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The engine's daemon threads: none before the first load, none after {@link #close()}. */
public final class EngineThreads implements Runner, AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PARTING = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ThreadPoolExecutor loads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            named("mooring-vend-"));
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("mooring-timer-"));

    /** Threads that start when there is work. */
    public EngineThreads() {
        timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            loads.execute(task);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a task reports through the flight it belongs to
    public void after(Duration delay, Runnable task) {
        try {
            timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    @Override
    public void eachSecond(BooleanSupplier goesOn) {
        try {
            after(SECOND, () -> {
                boolean isLast = false;
                try {
                    isLast = !goesOn.getAsBoolean();
                } finally {
                    // one that fails, for want of memory say, must not be the last
                    if (!isLast) {
                        eachSecond(goesOn);
                    }
                }
            });
        } catch (ConnectionException e) {
            // closed: there is nothing left to look after
            return;
        }
    }

    @Override
    public boolean isClosed() {
        return loads.isShutdown();
    }

    private static ConnectionException closed(RejectedExecutionException cause) {
        return new ConnectionException(
                ConnectionError.CLOSED, "the connection layer is closed", ConnectionError.CLOSED.remedy(), cause);
    }

    /** Interrupts what runs and waits some seconds for it to end. */
    @Override
    public void close() {
        loads.shutdownNow();
        timer.shutdownNow();
        try {
            loads.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS);
            timer.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes daemon threads of that name. */
    public static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
