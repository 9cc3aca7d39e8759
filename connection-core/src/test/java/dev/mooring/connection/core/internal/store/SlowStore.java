package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that counts its reads and lets a test do something between a read and its return. */
final class SlowStore implements ConnectionStore {
    private final ConnectionStore store;
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicReference<Runnable> afterFind = new AtomicReference<>(() -> {});

    SlowStore(ConnectionStore store) {
        this.store = store;
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
        Optional<StoredConnection> found = store.find(workspace, name);
        afterFind.getAndSet(() -> {}).run();
        return found;
    }

    @Override
    public void insert(StoredConnection row, AuditEntry audit) {
        store.insert(row, audit);
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        return store.list(workspace);
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry audit) {
        store.update(row, read, audit);
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        store.replaceSecrets(row, secrets, audit);
    }

    @Override
    public void delete(StoredConnection row, AuditEntry audit) {
        store.delete(row, audit);
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        store.addDependent(row, dependent);
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        store.removeDependent(row, dependent);
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        return store.dependents(row);
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        return store.audit(workspace);
    }

    @Override
    public SecretSealer.Sentinel sentinel() {
        return store.sentinel();
    }

    @Override
    public void close() {
        store.close();
    }
}
