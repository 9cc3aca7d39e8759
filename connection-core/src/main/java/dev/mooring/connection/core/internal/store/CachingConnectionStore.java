package dev.mooring.connection.core.internal.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.time.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that remembers the rows it found, and forgets them when they change through it. What others change it asks for
 * about once a second while rows are looked for, behind those who look; a row is believed as long as the last answer is
 * some seconds old at most.
 */
public final class CachingConnectionStore implements ConnectionStore {
    /** How old the last look at a row, or at what was changed, may be. */
    public static final Duration STALENESS = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(CachingConnectionStore.class);
    private static final Duration FOLLOWED_EACH = Duration.ofSeconds(1);
    /** However quiet the store is: somebody may have written to it who keeps no audit. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int MAXIMUM_ROWS = 100_000;

    private final ConnectionStore store;
    private final EngineTime time;
    private final Executor readers;
    private final Cache<RowName, Known> rows;
    /** Raised by every change, so that a row read before a change is not remembered after it. */
    private final Epoch epoch;

    private final Object following = new Object();
    private final AtomicBoolean isFollowing = new AtomicBoolean();
    private volatile Followed followed;
    private volatile boolean isClosed;

    private record Known(StoredConnection row, Moment read) {}

    /** Up to which mark changes are known, and when that was asked. */
    private record Followed(String mark, Moment asked) {}

    /** Remembers rows of the store; what others change is asked for on the executor. */
    public CachingConnectionStore(ConnectionStore store, EngineTime time, Epoch epoch, Executor readers) {
        this.store = store;
        this.time = time;
        this.epoch = epoch;
        this.readers = readers;
        this.followed = new Followed(StoreChanges.NOTHING_SEEN, time.now());
        this.rows = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_ROWS)
                .executor(Runnable::run)
                .build();
        store.watch(this::forget);
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        Known known = rows.getIfPresent(RowName.of(workspace, name));
        Moment now = time.now();
        if (known == null || !isWithin(LONGEST, known.read(), now)) {
            return findNow(workspace, name);
        }
        if (!isWithin(STALENESS, known.read(), now) && !isWithin(STALENESS, followed.asked(), now)) {
            follow(now);
            known = rows.getIfPresent(RowName.of(workspace, name));
            return known == null ? findNow(workspace, name) : Optional.of(known.row());
        }
        if (!isWithin(FOLLOWED_EACH, followed.asked(), now)) {
            followBehind();
        }
        return Optional.of(known.row());
    }

    /** The row as the store has it now. */
    public Optional<StoredConnection> findNow(String workspace, String name) {
        long before = epoch.count();
        String mark = followed.mark();
        Moment asked = time.now();
        Optional<Known> found = open().find(workspace, name).map(row -> new Known(row, asked));
        // decided under the entry's lock, which forgetting takes too: no reader sees an old row after a change returned
        rows.asMap().compute(RowName.of(workspace, name), (key, known) -> {
            if (known != null && known.read().steady() > asked.steady()) {
                // a slow reading must not bring an old row back
                return known;
            }
            return epoch.count() == before && followed.mark().equals(mark) ? found.orElse(null) : null;
        });
        return found.map(Known::row);
    }

    private static boolean isWithin(Duration age, Moment then, Moment now) {
        return now.since(then) < age.toMillis() && now.wall() >= then.wall();
    }

    private void followBehind() {
        if (!isFollowing.compareAndSet(false, true)) {
            return;
        }
        try {
            readers.execute(() -> {
                try {
                    follow(time.now());
                } catch (ConnectionException e) {
                    // rows stand until the last answer is too old; then their reader is told
                    LOG.debug("the store does not say what was changed: {}", e.toString());
                } finally {
                    isFollowing.set(false);
                }
            });
        } catch (ConnectionException e) {
            isFollowing.set(false);
            LOG.debug("nobody asks the store what was changed: {}", e.toString());
        }
    }

    /** Forgets what was changed; one at a time, and who waited for another's answer takes it if it is new enough. */
    private void follow(Moment wanted) {
        synchronized (following) {
            Followed last = followed;
            if (last.asked().steady() > wanted.steady()) {
                return;
            }
            Moment asked = time.now();
            StoreChanges changes = open().changesSince(last.mark());
            if (changes.areNone()) {
                followed = new Followed(changes.mark(), asked);
                return;
            }
            epoch.raise();
            followed = new Followed(changes.mark(), asked);
            forget(changes);
        }
    }

    private void forget(StoreChanges changes) {
        epoch.raise();
        if (changes.isEverything()) {
            rows.invalidateAll();
        } else {
            changes.names().forEach(changed -> rows.invalidate(RowName.of(changed.workspace(), changed.name())));
        }
        epoch.raise();
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
    public List<StoredConnection> list(String workspace, Page page) {
        return open().list(workspace, page);
    }

    @Override
    public List<String> names(String workspace, Page page) {
        return open().names(workspace, page);
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
    public StoredCascade cascade(StoredConnection row) {
        return open().cascade(row);
    }

    @Override
    public Optional<StoredCascade> deleteCascade(
            StoredConnection row, Set<String> expected, Function<Connection, AuditEntry> audit) {
        try {
            Optional<StoredCascade> gone = open().deleteCascade(row, expected, audit);
            gone.ifPresent(cascade -> cascade.rows().forEach(this::forget));
            return gone;
        } catch (RuntimeException e) {
            // it may have been done all the same, and which rows those were nobody knows now
            forgetAll();
            throw e;
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
    public StoreChanges changesSince(String mark) {
        return open().changesSince(mark);
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
        rows.invalidate(RowName.of(row));
        epoch.raise();
    }

    private void forgetAll() {
        epoch.raise();
        rows.invalidateAll();
        epoch.raise();
    }
}
