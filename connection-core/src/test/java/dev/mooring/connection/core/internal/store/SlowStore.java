package dev.mooring.connection.core.internal.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that counts its reads and lets a test do something between a read and its return. */
final class SlowStore extends ForwardingStore {
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

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        finds.incrementAndGet();
        Optional<StoredConnection> found = super.find(workspace, name);
        afterFind.getAndSet(() -> {}).run();
        return found;
    }
}
