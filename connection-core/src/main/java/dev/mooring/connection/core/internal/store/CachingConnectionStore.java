package dev.mooring.connection.core.internal.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.time.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that remembers rows it found for a few seconds, and forgets them when they change through it. What another
 * process changes is seen after that time at the latest: from half of it, a row is read again behind its readers.
 */
public final class CachingConnectionStore implements ConnectionStore {
    /** How old a row may be. */
    public static final Duration STALENESS = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(CachingConnectionStore.class);
    private static final int MAXIMUM_ROWS = 100_000;

    private final ConnectionStore store;
    private final EngineTime time;
    private final Executor readers;
    private final Cache<Key, Known> rows;
    /** Raised by every change, so that a row read before a change is not remembered after it. */
    private final Epoch epoch;

    private volatile boolean isClosed;

    private record Key(String workspace, String name) {
        static Key of(String workspace, String name) {
            return new Key(workspace, name.toLowerCase(Locale.ROOT));
        }
    }

    private record Known(StoredConnection row, Moment read, AtomicBoolean isReadAgain) {
        boolean isRecent(Moment now) {
            return now.since(read) < STALENESS.toMillis() && now.wall() >= read.wall();
        }

        /** True for the one reader that has to see to it. */
        boolean wantsReading(Moment now) {
            return now.since(read) >= STALENESS.toMillis() / 2 && isReadAgain.compareAndSet(false, true);
        }
    }

    /** Remembers rows of the store; rows are read again on the executor. */
    public CachingConnectionStore(ConnectionStore store, EngineTime time, Epoch epoch, Executor readers) {
        this.store = store;
        this.time = time;
        this.epoch = epoch;
        this.readers = readers;
        this.rows = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_ROWS)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        Known known = rows.getIfPresent(Key.of(workspace, name));
        Moment now = time.now();
        if (known == null || !known.isRecent(now)) {
            return findNow(workspace, name);
        }
        if (known.wantsReading(now)) {
            readAgain(known.row());
        }
        return Optional.of(known.row());
    }

    /** The row as the store has it now. */
    public Optional<StoredConnection> findNow(String workspace, String name) {
        long before = epoch.count();
        Moment asked = time.now();
        Optional<Known> found = open().find(workspace, name).map(row -> new Known(row, asked, new AtomicBoolean()));
        // decided under the entry's lock, which forgetting takes too: no reader sees an old row after a change returned
        rows.asMap()
                .compute(Key.of(workspace, name), (key, known) -> epoch.count() == before ? found.orElse(null) : null);
        return found.map(Known::row);
    }

    private void readAgain(StoredConnection known) {
        String workspace = known.connection().workspace();
        String name = known.connection().name();
        try {
            readers.execute(() -> {
                try {
                    noticeChange(known, findNow(workspace, name));
                } catch (ConnectionException e) {
                    // the row stands until it is too old; then its reader is told
                    LOG.debug(
                            "connection {} could not be read again: {}",
                            known.connection().id(),
                            e.toString());
                }
            });
        } catch (ConnectionException e) {
            LOG.debug("connection {} is not read again: {}", known.connection().id(), e.toString());
        }
    }

    /** Somebody else changed it: what was concluded from the old row is doubtful. */
    private void noticeChange(StoredConnection known, Optional<StoredConnection> found) {
        boolean isSame = found.filter(
                        row -> row.connection().id().equals(known.connection().id())
                                && row.connection().version()
                                        == known.connection().version())
                .isPresent();
        if (!isSame) {
            epoch.raise();
        }
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
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        return open().acquireLease(row, holder, now, until);
    }

    @Override
    public void releaseLease(SecretLease lease) {
        open().releaseLease(lease);
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

    /** Raised before, or what is being read now would be remembered; and after, for a reader may have just seen the old row. */
    private void forget(StoredConnection row) {
        epoch.raise();
        rows.invalidate(Key.of(row.connection().workspace(), row.connection().name()));
        epoch.raise();
    }
}
