package dev.mooring.connection.core.internal.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store that remembers rows it found for a few seconds, and forgets them when they change through it. What another
 * process changes is seen after that time at the latest.
 */
public final class CachingConnectionStore implements ConnectionStore {
    /** How long a change by another process may go unseen. */
    public static final Duration STALENESS = Duration.ofSeconds(5);

    private static final int MAXIMUM_ROWS = 100_000;

    private final ConnectionStore store;
    private volatile boolean isClosed;
    private final Cache<Key, StoredConnection> rows;
    /** Raised by every change, so that a row read before a change is not remembered after it. */
    private final AtomicLong changes = new AtomicLong();

    private record Key(String workspace, String name) {
        static Key of(String workspace, String name) {
            return new Key(workspace, name.toLowerCase(Locale.ROOT));
        }
    }

    /** Remembers rows of the store by the clock's time. */
    public CachingConnectionStore(ConnectionStore store, Clock clock) {
        this.store = store;
        this.rows = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(STALENESS)
                .maximumSize(MAXIMUM_ROWS)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        StoredConnection known = rows.getIfPresent(Key.of(workspace, name));
        return known != null ? Optional.of(known) : findNow(workspace, name);
    }

    /** The row as the store has it now. */
    public Optional<StoredConnection> findNow(String workspace, String name) {
        long before = changes.get();
        Optional<StoredConnection> found = open().find(workspace, name);
        // decided under the entry's lock, which forgetting takes too: no reader sees an old row after a change returned
        rows.asMap()
                .compute(Key.of(workspace, name), (key, known) -> changes.get() == before ? found.orElse(null) : null);
        return found;
    }

    @Override
    public void insert(StoredConnection row, AuditEntry audit) {
        open().insert(row, audit);
        forget(row);
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        return open().list(workspace);
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry audit) {
        try {
            open().update(row, read, audit);
        } finally {
            forget(row);
        }
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        try {
            open().replaceSecrets(row, secrets, audit);
        } finally {
            forget(row);
        }
    }

    @Override
    public void delete(StoredConnection row, AuditEntry audit) {
        try {
            open().delete(row, audit);
        } finally {
            forget(row);
        }
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
    public SecretSealer.Sentinel sentinel() {
        return open().sentinel();
    }

    @Override
    public void close() {
        isClosed = true;
        rows.invalidateAll();
        store.close();
    }

    private ConnectionStore open() {
        if (isClosed) {
            throw new ConnectionException(ConnectionError.CLOSED, "the connection layer is closed");
        }
        return store;
    }

    private void forget(StoredConnection row) {
        changes.incrementAndGet();
        rows.invalidate(Key.of(row.connection().workspace(), row.connection().name()));
    }
}
