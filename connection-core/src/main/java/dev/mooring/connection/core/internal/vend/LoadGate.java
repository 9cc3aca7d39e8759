package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Lets a bounded number of loads of one connection run at a time; the others queue in order. */
final class LoadGate implements Executor {
    private static final int AT_ONCE = 32;
    private static final int QUEUED = 10_000;

    private final Executor threads;
    private final Object lock = new Object();
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int running;

    LoadGate(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable load) {
        synchronized (lock) {
            if (running >= AT_ONCE) {
                enqueue(load);
                return;
            }
            running++;
        }
        threads.execute(() -> runAndNext(load));
    }

    private void enqueue(Runnable load) {
        if (queue.size() >= QUEUED) {
            throw new ConnectionException(
                    ConnectionError.ISSUER_THROTTLED,
                    queue.size() + " vends of this connection wait for its issuer already",
                    "try again later, or vend fewer distinct scopes at once");
        }
        queue.add(load);
    }

    private void runAndNext(Runnable load) {
        try {
            load.run();
        } finally {
            next();
        }
    }

    private void next() {
        Runnable following;
        synchronized (lock) {
            following = queue.poll();
            if (following == null) {
                running--;
                return;
            }
        }
        Runnable load = following;
        threads.execute(() -> runAndNext(load));
    }
}
