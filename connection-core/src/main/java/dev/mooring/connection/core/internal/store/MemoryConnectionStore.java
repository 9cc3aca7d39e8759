package dev.mooring.connection.core.internal.store;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A store that dies with the process. One lock: its sections are short and never call out. */
public final class MemoryConnectionStore implements ConnectionStore {

    private final Object lock = new Object();
    private final NavigableMap<RowName, StoredConnection> rows = new TreeMap<>();
    private final MemoryReferences references = new MemoryReferences(rows);
    private final Map<String, SecretLease> leases = new TreeMap<>();
    private final MemoryAudit audit = new MemoryAudit(lock);
    private final MemoryKeys keys = new MemoryKeys(lock, rows, audit::append);
    private final MemoryGrants grants = new MemoryGrants(lock, this::list, audit);

    @Override
    public void insert(StoredConnection row, int most, AuditEntry entry) {
        synchronized (lock) {
            if (rows.containsKey(RowName.of(row))) {
                throw StoreFailures.nameTaken(row.connection().name());
            }
            if (list(row.connection().workspace()).size() >= most) {
                throw StoreFailures.quotaExceeded(row.connection().workspace(), most);
            }
            references.require(row);
            keys.requireInForce(row.secrets());
            rows.put(RowName.of(row), row);
            audit.append(entry);
        }
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        synchronized (lock) {
            return Optional.ofNullable(rows.get(RowName.of(workspace, name)));
        }
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        synchronized (lock) {
            return rows.values().stream()
                    .filter(row -> row.connection().workspace().equals(workspace))
                    .toList();
        }
    }

    @Override
    public List<StoredConnection> list(String workspace, Page page) {
        if (!StoreTexts.isKept(page.prefix())) {
            return List.of();
        }
        String after = page.after().orElse("");
        RowName start = RowName.of(workspace, after.compareTo(page.prefix()) > 0 ? after : page.prefix());
        synchronized (lock) {
            return rows.tailMap(start).entrySet().stream()
                    .takeWhile(each -> each.getKey().workspace().equals(workspace)
                            && each.getKey().name().startsWith(page.prefix()))
                    .filter(each -> page.admits(each.getKey().name()))
                    .limit(page.size())
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }

    @Override
    public List<String> names(String workspace, Page page) {
        return list(workspace, page).stream()
                .map(row -> row.connection().name())
                .toList();
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            if (present.connection().version() != read.connection().version()
                    || present.secrets().revision() != read.secrets().revision()) {
                throw StoreFailures.changed(row.connection().name());
            }
            references.require(row);
            if (row.secrets().equals(read.secrets())) {
                rows.put(RowName.of(row), row.sealed(present.secrets()));
            } else {
                keys.requireInForce(row.secrets());
                rows.put(RowName.of(row), row);
            }
            audit.append(entry);
        }
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            if (present.secrets().revision() != secrets.revision() - 1
                    || present.connection().version() != row.connection().version()) {
                throw StoreFailures.changed(row.connection().name());
            }
            keys.requireInForce(secrets);
            Connection old = present.connection();
            Connection connection = new Connection(
                    old.identity(),
                    old.properties(),
                    List.copyOf(secrets.names()),
                    old.status(),
                    old.audit(),
                    old.notes());
            rows.put(
                    RowName.of(row),
                    new StoredConnection(connection, secrets, present.references(), present.schemaVersion()));
            audit.append(entry);
        }
    }

    @Override
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        synchronized (lock) {
            StoredConnection present = present(row);
            String id = present.connection().id();
            SecretLease last = leases.get(id);
            boolean isOwn = last != null && last.holder().equals(holder);
            if (last != null
                    && !isOwn
                    && last.until().isAfter(now)
                    && !last.until().isAfter(now.plus(SecretLease.LONGEST))) {
                return Optional.empty();
            }
            SecretLease lease = new SecretLease(present, holder, until, last != null && !isOwn);
            leases.put(id, lease);
            return Optional.of(lease);
        }
    }

    @Override
    public void releaseLease(SecretLease lease) {
        synchronized (lock) {
            leases.computeIfPresent(
                    lease.row().connection().id(), (id, held) -> held.holder().equals(lease.holder()) ? null : held);
        }
    }

    @Override
    public void delete(StoredConnection row, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            List<Dependent> users = references.dependents(present);
            if (!users.isEmpty()) {
                throw StoreFailures.inUse(present.connection().name(), users);
            }
            remove(present);
            audit.append(entry);
        }
    }

    private void remove(StoredConnection row) {
        rows.remove(RowName.of(row));
        references.forget(row);
        grants.forget(row.connection().id());
        leases.remove(row.connection().id());
    }

    @Override
    public StoredCascade cascade(StoredConnection row) {
        synchronized (lock) {
            return references.cascade(present(row));
        }
    }

    @Override
    public Optional<StoredCascade> deleteCascade(
            StoredConnection row, Set<String> expected, Function<Connection, AuditEntry> entries) {
        synchronized (lock) {
            StoredCascade cascade = references.cascade(present(row));
            if (!expected.containsAll(cascade.ids())) {
                return Optional.empty();
            }
            cascade.rows().forEach(this::remove);
            cascade.rows().forEach(gone -> audit.append(entries.apply(gone.connection())));
            return Optional.of(cascade);
        }
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        synchronized (lock) {
            references.add(present(row), dependent);
        }
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        synchronized (lock) {
            references.remove(row, dependent);
        }
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        synchronized (lock) {
            return isPresent(row) ? references.dependents(row) : List.of();
        }
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        return audit.all(workspace);
    }

    @Override
    public AuditStore trail() {
        return audit;
    }

    @Override
    public GrantStore grants() {
        return grants;
    }

    @Override
    public StoreChanges changesSince(String mark) {
        return audit.changesSince(mark);
    }

    @Override
    public KeyRegister keys() {
        return keys;
    }

    @Override
    public SealedRows sealedRows() {
        return keys;
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private StoredConnection present(StoredConnection row) {
        if (!isPresent(row)) {
            throw StoreFailures.notFound(row.connection().name());
        }
        return requireNonNull(rows.get(RowName.of(row)));
    }

    private boolean isPresent(StoredConnection row) {
        StoredConnection present = rows.get(RowName.of(row));
        return present != null
                && present.connection().id().equals(row.connection().id());
    }
}
