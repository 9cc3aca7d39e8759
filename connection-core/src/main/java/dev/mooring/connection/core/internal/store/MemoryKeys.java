package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The keys of a store in memory, and its rows by them; under the store's lock. */
final class MemoryKeys implements KeyRegister, SealedRows {
    private final Object lock;
    private final Map<RowName, StoredConnection> rows;
    private final Map<String, WrappedKey> sentinels = new LinkedHashMap<>();
    private final Consumer<AuditEntry> trail;
    private final TreeSet<String> retired = new TreeSet<>();
    private String current = "";

    MemoryKeys(Object lock, Map<RowName, StoredConnection> rows, Consumer<AuditEntry> trail) {
        this.lock = lock;
        this.trail = trail;
        this.rows = rows;
    }

    /** Fails unless what is sealed may be written. */
    void requireInForce(SealedSecrets secrets) {
        secrets.key()
                .map(WrappedKey::keyId)
                .filter(id -> !sentinels.containsKey(id))
                .ifPresent(id -> {
                    throw StoreFailures.keyNotInForce(id);
                });
    }

    @Override
    public List<Registered> inForce() {
        synchronized (lock) {
            return sentinels.values().stream()
                    .map(sentinel -> new Registered(sentinel, sentinel.keyId().equals(current)))
                    .toList();
        }
    }

    @Override
    public List<String> retired() {
        synchronized (lock) {
            return List.copyOf(retired);
        }
    }

    @Override
    public void add(WrappedKey sentinel, AuditEntry entry) {
        synchronized (lock) {
            String id = sentinel.keyId();
            if (retired.contains(id)) {
                throw StoreFailures.keyWasRetired(id);
            }
            if (sentinels.putIfAbsent(id, sentinel) == null) {
                trail.accept(entry);
            }
            current = current.isEmpty() ? id : current;
        }
    }

    @Override
    public void makeCurrent(String keyId, AuditEntry entry) {
        synchronized (lock) {
            if (!sentinels.containsKey(keyId)) {
                throw StoreFailures.noSuchKey(keyId);
            }
            current = keyId;
            trail.accept(entry);
        }
    }

    @Override
    public void retire(String keyId, AuditEntry entry) {
        synchronized (lock) {
            if (keyId.equals(current)) {
                throw StoreFailures.keyIsCurrent(keyId);
            }
            List<String> users = sorted(row -> keyId(row).filter(keyId::equals).isPresent())
                    .map(row -> row.connection().workspace() + "/"
                            + row.connection().name())
                    .toList();
            if (!users.isEmpty()) {
                throw StoreFailures.keyInUse(keyId, users);
            }
            if (sentinels.remove(keyId) == null && !retired.contains(keyId)) {
                throw StoreFailures.noSuchKey(keyId);
            }
            if (retired.add(keyId)) {
                trail.accept(entry);
            }
        }
    }

    @Override
    public Map<String, Long> uses() {
        synchronized (lock) {
            Map<String, Long> uses = new TreeMap<>();
            rows.values().forEach(row -> keyId(row).ifPresent(id -> uses.merge(id, 1L, Long::sum)));
            return uses;
        }
    }

    @Override
    public List<StoredConnection> page(String afterId, int limit) {
        synchronized (lock) {
            return sorted(row -> isBehind(row, afterId)).limit(limit).toList();
        }
    }

    @Override
    public List<StoredConnection> pageWithout(String keyId, String afterId, int limit) {
        synchronized (lock) {
            return sorted(row -> isBehind(row, afterId)
                            && keyId(row).filter(id -> !id.equals(keyId)).isPresent())
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public int rewrap(List<Rewrapped> rewrapped) {
        synchronized (lock) {
            List<StoredConnection> kept = new ArrayList<>();
            for (Rewrapped each : rewrapped) {
                StoredConnection present = rows.get(RowName.of(each.row()));
                if (present != null
                        && present.connection()
                                .id()
                                .equals(each.row().connection().id())
                        && present.secrets().key().equals(each.row().secrets().key())) {
                    kept.add(present.wrapped(each.key()));
                }
            }
            kept.forEach(row -> requireInForce(row.secrets()));
            kept.forEach(row -> rows.put(RowName.of(row), row));
            return kept.size();
        }
    }

    private Stream<StoredConnection> sorted(Predicate<StoredConnection> wanted) {
        return rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(row -> row.connection().id()));
    }

    private static boolean isBehind(StoredConnection row, String id) {
        return row.connection().id().compareTo(id) > 0;
    }

    private static Optional<String> keyId(StoredConnection row) {
        return row.secrets().key().map(WrappedKey::keyId);
    }
}
