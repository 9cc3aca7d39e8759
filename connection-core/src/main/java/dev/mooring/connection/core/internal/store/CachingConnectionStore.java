package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.LayerObserver.SeenChanges;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.time.Epoch;
import java.time.Duration;
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
public final class CachingConnectionStore extends ForwardingConnectionStore {
    /** How old the last look at a row, or at what was changed, may be. */
    public static final Duration STALENESS = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(CachingConnectionStore.class);
    private static final Duration FOLLOWED_EACH = Duration.ofSeconds(1);
    /** However quiet the store is: somebody may have written to it who keeps no audit. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ConnectionStore store;
    private final EngineTime time;
    private final Executor readers;
    private final Observers observers;
    private final KnownByName<StoredConnection> rows;
    private final KnownByName<AccessList> accessLists;
    private final Epoch epoch;

    private final GrantStore grants;
    private final Object following = new Object();
    private final AtomicBoolean isFollowing = new AtomicBoolean();
    private volatile Followed followed;
    private volatile boolean isClosed;

    /** Up to which mark changes are known, and when that was asked. */
    private record Followed(String mark, Moment asked) {}

    /** Remembers rows of the store; what others change is asked for on the executor, and told. */
    public CachingConnectionStore(
            ConnectionStore store, EngineTime time, Epoch epoch, Executor readers, Observers observers) {
        this.observers = observers;
        this.store = store;
        this.time = time;
        this.epoch = epoch;
        this.readers = readers;
        this.followed = new Followed(StoreChanges.NOTHING_SEEN, time.now());
        this.rows = new KnownByName<>(time, epoch);
        this.accessLists = new KnownByName<>(time, epoch);
        this.grants = new ForgettingGrants(() -> open().grants(), this::forgetChanged);
        store.watch(this::forget);
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        return findKnown(workspace, name).or(() -> findNow(workspace, name));
    }

    /** The row as it is remembered, when it may be believed; without looking for it in the store. */
    public Optional<StoredConnection> findKnown(String workspace, String name) {
        return believed(rows, workspace, name);
    }

    @Override
    public Optional<StoredConnection> findNow(String workspace, String name) {
        return rows.read(workspace, name, () -> open().find(workspace, name));
    }

    /** Who may do what with the connection of that name as it is remembered, when that may be believed. */
    public Optional<AccessList> findKnownAccessList(String workspace, String name) {
        return believed(accessLists, workspace, name);
    }

    /** Who may do what with the connection of that name, as the store has it now. */
    public AccessList accessListNow(String workspace, String name) {
        return accessLists
                .read(workspace, name, () -> Optional.of(open().grants().accessList(workspace, name)))
                .orElseThrow();
    }

    private <V> Optional<V> believed(KnownByName<V> all, String workspace, String name) {
        Optional<KnownByName.Known<V>> known = all.find(workspace, name);
        Moment now = time.now();
        if (known.isEmpty() || !known.get().read().isWithin(LONGEST, now)) {
            return Optional.empty();
        }
        if (!known.get().read().isWithin(STALENESS, now) && !followed.asked().isWithin(STALENESS, now)) {
            follow(now);
            return all.find(workspace, name).map(KnownByName.Known::value);
        }
        if (!followed.asked().isWithin(FOLLOWED_EACH, now)) {
            followBehind();
        }
        return Optional.of(known.get().value());
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
        StoreChanges changes;
        synchronized (following) {
            Followed last = followed;
            if (last.asked().steady() > wanted.steady()) {
                return;
            }
            Moment asked = time.now();
            changes = open().changesSince(last.mark());
            if (changes.areNone()) {
                followed = new Followed(changes.mark(), asked);
                return;
            }
            epoch.raise();
            followed = new Followed(changes.mark(), asked);
            forget(changes);
        }
        observers.tell(
                observer -> observer.changesSeen(new SeenChanges(changes.names().size(), changes.isEverything())));
    }

    /** How many rows are remembered. */
    public long remembered() {
        return rows.size();
    }

    private void forget(StoreChanges changes) {
        epoch.raise();
        if (changes.isEverything()) {
            forgetAll();
        } else {
            changes.names().forEach(changed -> forget(changed.workspace(), changed.name()));
        }
        epoch.raise();
    }

    @Override
    public void insert(StoredConnection row, int most, AuditEntry audit) {
        open().insert(row, most, audit);
        forget(row);
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry audit) {
        changing(row, () -> open().update(row, read, audit));
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        changing(row, () -> open().replaceSecrets(row, secrets, audit));
    }

    @Override
    public void delete(StoredConnection row, AuditEntry audit) {
        changing(row, () -> open().delete(row, audit));
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
            forget(StoreChanges.everything(StoreChanges.NOTHING_SEEN));
            throw e;
        }
    }

    @Override
    public GrantStore grants() {
        return grants;
    }

    @Override
    public void close() {
        isClosed = true;
        forgetAll();
        store.close();
    }

    @Override
    ConnectionStore open() {
        if (isClosed) {
            throw new ConnectionException(ConnectionError.CLOSED, "the connection layer is closed");
        }
        return store;
    }

    /** Also when it fails, for it may have been done all the same. */
    private void changing(StoredConnection row, Runnable change) {
        try {
            change.run();
        } finally {
            forget(row);
        }
    }

    private void forget(StoredConnection row) {
        forgetChanged(row.connection().workspace(), row.connection().name());
    }

    /** Raised before, or what is being read now would be remembered; and after, for a reader may have just seen the old row. */
    private void forgetChanged(String workspace, String name) {
        epoch.raise();
        forget(workspace, name);
        epoch.raise();
    }

    private void forgetAll() {
        epoch.raise();
        rows.forgetAll();
        accessLists.forgetAll();
        epoch.raise();
    }

    /** Without a name it is the workspace that changed: who may do what with any of its connections. */
    private void forget(String workspace, String name) {
        rows.forget(workspace, name);
        if (name.isEmpty()) {
            accessLists.forgetWorkspace(workspace);
        } else {
            accessLists.forget(workspace, name);
        }
    }
}
