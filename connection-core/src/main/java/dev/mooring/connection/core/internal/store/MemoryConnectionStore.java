package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A store that dies with the process. One lock: its sections are short and never call out. */
public final class MemoryConnectionStore implements ConnectionStore {
    private static final Comparator<Dependent> ORDER =
            Comparator.comparing(Dependent::kind).thenComparing(Dependent::name);

    private final Object lock = new Object();
    private final Map<Key, StoredConnection> rows = new TreeMap<>();
    private final Map<String, Set<Dependent>> dependents = new TreeMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private @Nullable WrappedKey sentinel;

    private record Key(String workspace, String name) implements Comparable<Key> {
        static Key of(String workspace, String name) {
            return new Key(workspace, name.toLowerCase(Locale.ROOT));
        }

        static Key of(StoredConnection row) {
            return of(row.connection().workspace(), row.connection().name());
        }

        @Override
        public int compareTo(Key other) {
            int byWorkspace = workspace.compareTo(other.workspace);
            return byWorkspace != 0 ? byWorkspace : name.compareTo(other.name);
        }
    }

    @Override
    public void insert(StoredConnection row, AuditEntry entry) {
        synchronized (lock) {
            if (rows.containsKey(Key.of(row))) {
                throw StoreFailures.nameTaken(row.connection().name());
            }
            List<StoredConnection> targets = targets(row);
            rows.put(Key.of(row), row);
            dependents.put(row.connection().id(), new TreeSet<>(ORDER));
            link(row, targets);
            audit.add(entry);
        }
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        synchronized (lock) {
            return Optional.ofNullable(rows.get(Key.of(workspace, name)));
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
    public void update(StoredConnection row, long expectedVersion, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            if (present.connection().version() != expectedVersion) {
                throw StoreFailures.changed(row.connection().name());
            }
            List<StoredConnection> targets = targets(row);
            unlink(row);
            rows.put(Key.of(row), row);
            link(row, targets);
            audit.add(entry);
        }
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            if (present.secrets().revision() != secrets.revision() - 1) {
                throw StoreFailures.changed(row.connection().name());
            }
            rows.put(
                    Key.of(row),
                    new StoredConnection(present.connection(), secrets, present.references(), present.schemaVersion()));
            audit.add(entry);
        }
    }

    @Override
    public void delete(StoredConnection row, AuditEntry entry) {
        synchronized (lock) {
            StoredConnection present = present(row);
            List<Dependent> users = dependents(row);
            if (!users.isEmpty()) {
                throw StoreFailures.inUse(present.connection().name(), users);
            }
            unlink(row);
            rows.remove(Key.of(row));
            dependents.remove(row.connection().id());
            audit.add(entry);
        }
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        synchronized (lock) {
            present(row);
            users(row).add(dependent);
        }
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        synchronized (lock) {
            users(row).remove(dependent);
        }
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        synchronized (lock) {
            return List.copyOf(users(row));
        }
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        synchronized (lock) {
            return audit.stream()
                    .filter(entry -> entry.workspace().equals(workspace))
                    .toList();
        }
    }

    @Override
    public SecretSealer.Sentinel sentinel() {
        return new SecretSealer.Sentinel() {
            @Override
            public Optional<WrappedKey> read() {
                synchronized (lock) {
                    return Optional.ofNullable(sentinel);
                }
            }

            @Override
            public void writeIfAbsent(WrappedKey wrapped) {
                synchronized (lock) {
                    sentinel = sentinel == null ? wrapped : sentinel;
                }
            }
        };
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private StoredConnection present(StoredConnection row) {
        StoredConnection present = rows.get(Key.of(row));
        if (present == null
                || !present.connection().id().equals(row.connection().id())) {
            throw StoreFailures.notFound(row.connection().name());
        }
        return present;
    }

    private Set<Dependent> users(StoredConnection row) {
        return dependents.getOrDefault(row.connection().id(), new TreeSet<>(ORDER));
    }

    private List<StoredConnection> targets(StoredConnection row) {
        return row.references().stream()
                .map(name -> find(row.connection().workspace(), name).orElseThrow(() -> StoreFailures.notFound(name)))
                .toList();
    }

    private void link(StoredConnection row, List<StoredConnection> targets) {
        targets.forEach(target -> users(target).add(asDependent(row.connection())));
    }

    private void unlink(StoredConnection row) {
        rows.values().stream()
                .filter(other ->
                        other.connection().workspace().equals(row.connection().workspace()))
                .forEach(other -> users(other).remove(asDependent(row.connection())));
    }

    private static Dependent asDependent(Connection connection) {
        return new Dependent(CONNECTION_KIND, connection.name());
    }
}
