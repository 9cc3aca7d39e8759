package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that leaves to another one what it does not do itself. */
abstract class ForwardingConnectionStore implements ConnectionStore {
    /** The other store; fails when this one is closed. */
    abstract ConnectionStore open();

    @Override
    public List<StoredConnection> list(String workspace) {
        return open().list(workspace);
    }

    @Override
    public List<StoredConnection> list(String workspace, Page page) {
        return open().list(workspace, page);
    }

    @Override
    public List<String> names(String workspace, Page page) {
        return open().names(workspace, page);
    }

    @Override
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        return open().acquireLease(row, holder, now, until);
    }

    @Override
    public void releaseLease(SecretLease lease) {
        open().releaseLease(lease);
    }

    @Override
    public StoredCascade cascade(StoredConnection row) {
        return open().cascade(row);
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        open().addDependent(row, dependent);
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        open().removeDependent(row, dependent);
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        return open().dependents(row);
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        return open().audit(workspace);
    }

    @Override
    public AuditStore trail() {
        return open().trail();
    }

    @Override
    public StoreChanges changesSince(String mark) {
        return open().changesSince(mark);
    }

    @Override
    public KeyRegister keys() {
        return open().keys();
    }

    @Override
    public SealedRows sealedRows() {
        return open().sealedRows();
    }
}
