package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.observe.Observers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where connections are kept. Every mutation is one transaction with its audit row, and durable once the method returns.
 * Names are matched ignoring letter case. Safe for use by threads.
 */
public interface ConnectionStore extends AutoCloseable {
    /**
     * Adds a row; fails with NAME_ALREADY_EXISTS when the name is taken and with CONNECTION_NOT_FOUND when it names a
     * connection that is not there.
     */
    default void insert(StoredConnection row, AuditEntry audit) {
        insert(row, Integer.MAX_VALUE, audit);
    }

    /**
     * As {@link #insert(StoredConnection, AuditEntry)}; fails with QUOTA_EXCEEDED when the workspace would have more rows
     * than that, also when several are added at once.
     */
    void insert(StoredConnection row, int most, AuditEntry audit);

    /** The row of that name. */
    Optional<StoredConnection> find(String workspace, String name);

    /** As {@link #find}, where that may be a row that was read some seconds ago. */
    default Optional<StoredConnection> findNow(String workspace, String name) {
        return find(workspace, name);
    }

    /** All rows of the workspace, sorted by name. */
    List<StoredConnection> list(String workspace);

    /** The rows of the page, sorted by name. */
    List<StoredConnection> list(String workspace, Page page);

    /** The names of the page, sorted ignoring letter case. */
    List<String> names(String workspace, Page page);

    /**
     * Replaces the row of the same id; fails with CONCURRENT_CHANGE unless it still has the version and the revision of
     * secrets that were read: a secret that the issuer replaced meanwhile must not be lost.
     */
    void update(StoredConnection row, StoredConnection read, AuditEntry audit);

    /**
     * Replaces the sealed secrets without raising the connection's version; fails with CONCURRENT_CHANGE unless they have
     * the revision before the new one and the connection the row's version: what was unset meanwhile must not come back.
     */
    void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit);

    /**
     * Lets the holder be the only one that spends secrets of the row until the given time. Empty while another holds the
     * lease; one that has ended by {@code now} is taken over. Fails with CONNECTION_NOT_FOUND when the row is gone.
     */
    Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until);

    /** Ends the lease; changes nothing when another holder took it over. */
    void releaseLease(SecretLease lease);

    /** Removes the row of that id; fails with CONNECTION_IN_USE while something depends on it. */
    void delete(StoredConnection row, AuditEntry audit);

    /** What {@link #deleteCascade} would remove now; fails with CONNECTION_NOT_FOUND when the row is gone. */
    StoredCascade cascade(StoredConnection row);

    /**
     * Removes the row of that id with all rows that use it, directly or through others, and the dependents of all of them;
     * each row with its own audit row. Removes nothing and is empty when a row would go whose id was not expected: it
     * began to use one of them meanwhile. Fails with CONNECTION_NOT_FOUND when the row is gone.
     */
    Optional<StoredCascade> deleteCascade(
            StoredConnection row, Set<String> expected, Function<Connection, AuditEntry> audit);

    /** Records a dependent; repeating it changes nothing. Fails with CONNECTION_NOT_FOUND when the row is gone. */
    void addDependent(StoredConnection row, Dependent dependent);

    /** Forgets a dependent. */
    void removeDependent(StoredConnection row, Dependent dependent);

    /** The dependents, sorted by kind and name. */
    List<Dependent> dependents(StoredConnection row);

    /** The audit of the workspace, oldest first. */
    List<AuditEntry> audit(String workspace);

    /** The audit, to read it and to record what is no change of a row. */
    AuditStore trail();

    /** Who was granted what. */
    GrantStore grants();

    /** What anybody changed since the mark of an earlier answer, or since {@link StoreChanges#NOTHING_SEEN}. */
    StoreChanges changesSince(String mark);

    /**
     * Tells the watcher what anybody changed, from now on and soon after it happened, as far as the store can: what is
     * missed is found by asking. Called by a thread of the store.
     */
    default void watch(Consumer<StoreChanges> watcher) {}

    /** The keys that rows may be wrapped under. A row under any other is refused with CONCURRENT_CHANGE. */
    KeyRegister keys();

    /** All rows by their keys. */
    SealedRows sealedRows();

    /** Tells these from now on how long the database took. A store without one tells nothing. */
    default void observedBy(Observers observers) {}

    @Override
    void close();
}
