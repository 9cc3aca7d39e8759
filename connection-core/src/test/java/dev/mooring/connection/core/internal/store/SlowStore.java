package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that counts its reads, may be away, and lets a test do something between a read and its return. */
final class SlowStore extends ForwardingStore {
    private volatile boolean isAway;
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicReference<Runnable> afterFind = new AtomicReference<>(() -> {});

    SlowStore(ConnectionStore store) {
        super(store);
    }

    int finds() {
        return finds.get();
    }

    void afterNextFind(Runnable action) {
        afterFind.set(action);
    }

    void isAway(boolean away) {
        isAway = away;
    }

    @Override
    public StoreChanges changesSince(String mark) {
        requireThere();
        return super.changesSince(mark);
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        requireThere();
        finds.incrementAndGet();
        Optional<StoredConnection> found = super.find(workspace, name);
        afterFind.getAndSet(() -> {}).run();
        return found;
    }

    private void requireThere() {
        if (isAway) {
            throw new ConnectionException(ConnectionError.STORE_UNAVAILABLE, "away");
        }
    }
}
