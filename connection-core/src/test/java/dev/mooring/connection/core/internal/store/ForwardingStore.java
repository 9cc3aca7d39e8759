package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store that does what another does; tests override what they watch or break. */
public class ForwardingStore implements ConnectionStore {
    private final ConnectionStore store;

    public ForwardingStore(ConnectionStore store) {
        this.store = store;
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        return store.find(workspace, name);
    }

    @Override
    public void insert(StoredConnection row, int most, AuditEntry audit) {
        store.insert(row, most, audit);
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        return store.list(workspace);
    }

    @Override
    public List<StoredConnection> list(String workspace, Page page) {
        return store.list(workspace, page);
    }

    @Override
    public List<String> names(String workspace, Page page) {
        return store.names(workspace, page);
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
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        return store.acquireLease(row, holder, now, until);
    }

    @Override
    public void releaseLease(SecretLease lease) {
        store.releaseLease(lease);
    }

    @Override
    public void delete(StoredConnection row, AuditEntry audit) {
        store.delete(row, audit);
    }

    @Override
    public StoredCascade cascade(StoredConnection row) {
        return store.cascade(row);
    }

    @Override
    public Optional<StoredCascade> deleteCascade(
            StoredConnection row, Set<String> expected, Function<Connection, AuditEntry> audit) {
        return store.deleteCascade(row, expected, audit);
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
    public StoreChanges changesSince(String mark) {
        return store.changesSince(mark);
    }

    @Override
    public void watch(Consumer<StoreChanges> watcher) {
        store.watch(watcher);
    }

    @Override
    public KeyRegister keys() {
        return store.keys();
    }

    @Override
    public SealedRows sealedRows() {
        return store.sealedRows();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public AuditStore trail() {
        return store.trail();
    }

    @Override
    public GrantStore grants() {
        return store.grants();
    }
}
