package dev.mooring.connection.core.internal.rotation;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Stores secrets that issuers replaced. One that can not be stored is not dropped while the process lives. */
public final class RotatedSecrets {
    private static final int ATTEMPTS = 20;
    private static final long LONGEST_PAUSE = 2_000;

    private final SecretSealer sealer;
    private final ConnectionStore store;
    private final Clock clock;
    private final Pauses pauses;
    /** By connection: what was received for a spent secret and is not stored yet. */
    private final ConcurrentMap<String, Received> unkept = new ConcurrentHashMap<>();

    /**
     * Secrets that an issuer replaced.
     *
     * @param before the stored values that they replace, by property
     * @param after the new ones
     */
    private record Received(Map<String, Secret> before, Map<String, Secret> after) {
        /** Whether the secrets are still those that were replaced: otherwise somebody stored later ones, or unset them. */
        boolean replaces(Map<String, Secret> stored) {
            Map<String, Secret> same = new TreeMap<>(stored);
            same.keySet().retainAll(after.keySet());
            return same.equals(before);
        }
    }

    /** Secrets of the store. */
    public RotatedSecrets(SecretSealer sealer, ConnectionStore store, Clock clock, Pauses pauses) {
        this.sealer = sealer;
        this.store = store;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** Stores secrets that a call with the row's secrets brought. */
    public void keep(Map<PropertySpec<Secret>, Secret> rotated, StoredConnection row, String user) {
        if (!rotated.isEmpty()) {
            keep(received(rotated, row), row, user);
        }
    }

    /** As {@link #keep}, for a call that spent what is stored: if that fails, {@link #keepEarlier} can make up for it. */
    void keepSpent(Map<PropertySpec<Secret>, Secret> rotated, StoredConnection row, String user) {
        if (!rotated.isEmpty()) {
            Received received = received(rotated, row);
            unkept.put(row.connection().id(), received);
            keep(received, row, user);
        }
    }

    /** Stores what an earlier call received when the store did not answer; whether there was any. */
    boolean keepEarlier(StoredConnection row, String user) {
        Received received = unkept.get(row.connection().id());
        if (received == null) {
            return false;
        }
        keep(received, row, user);
        return true;
    }

    /** The row as it is now; fails when the connection was dropped. */
    public StoredConnection current(StoredConnection row) {
        Connection known = row.connection();
        return store.find(known.workspace(), known.name())
                .filter(found -> found.connection().id().equals(known.id()))
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, "connection " + known.name() + " was dropped meanwhile"));
    }

    /** The row's secrets by property, for the length of one call. */
    public Map<String, Secret> unsealed(StoredConnection row) {
        return underItsKey(row, present -> sealer.open(present.content(), present.secrets()));
    }

    /** Fails unless the row is as it was sealed. */
    public void verify(StoredConnection row) {
        underItsKey(row, present -> {
            sealer.verify(present.content(), present.secrets());
            return present;
        });
    }

    /** A row may have been read before its key was retired: the store has the same one under the next key. */
    private <T> T underItsKey(StoredConnection row, Function<StoredConnection, T> use) {
        try {
            return use.apply(row);
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.SECRET_UNREADABLE) {
                throw e;
            }
            Connection known = row.connection();
            StoredConnection present = store.findNow(known.workspace(), known.name())
                    .filter(found -> !found.secrets().key().equals(row.secrets().key())
                            && found.secrets().revision() == row.secrets().revision()
                            && found.contentDigest().equals(row.contentDigest()))
                    .orElseThrow(() -> e);
            return use.apply(present);
        }
    }

    private Received received(Map<PropertySpec<Secret>, Secret> rotated, StoredConnection row) {
        Map<String, Secret> after = new TreeMap<>();
        rotated.forEach((spec, secret) -> after.put(spec.name(), secret));
        Map<String, Secret> before = new TreeMap<>(unsealed(row));
        before.keySet().retainAll(after.keySet());
        return new Received(before, after);
    }

    /** Interrupting the thread, as a closing layer does, must not lose what can not be received again. */
    private void keep(Received received, StoredConnection row, String user) {
        boolean isInterrupted = Thread.interrupted();
        try {
            for (int attempt = 1; !isDone(received, row, user, attempt); attempt++) {
                isInterrupted |= isPauseInterrupted(attempt);
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False when another attempt is worth it. */
    private boolean isDone(Received received, StoredConnection row, String user, int attempt) {
        String id = row.connection().id();
        try {
            StoredConnection present = attempt == 1 ? row : current(row);
            sealer.underKeysInForce(() -> replace(received, present, user));
            unkept.remove(id, received);
            return true;
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.CONNECTION_NOT_FOUND) {
                unkept.remove(id, received);
            }
            boolean mayPass =
                    e.code() == ConnectionError.CONCURRENT_CHANGE || e.code() == ConnectionError.STORE_UNAVAILABLE;
            if (!mayPass || attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    /**
     * What changed the connection meanwhile keeps its changes, for only the replaced secrets are put into the row as it
     * is. False when somebody has stored later ones.
     */
    private boolean replace(Received received, StoredConnection present, String user) {
        Map<String, Secret> secrets = new TreeMap<>(unsealed(present));
        boolean isWanted = received.replaces(secrets);
        if (isWanted) {
            secrets.putAll(received.after());
            SealedSecrets sealed =
                    sealer.seal(present.content(), secrets, present.secrets().revision() + 1);
            store.replaceSecrets(present, sealed, rotation(present, user));
        }
        return isWanted;
    }

    private boolean isPauseInterrupted(int attempt) {
        try {
            pauses.after(attempt, LONGEST_PAUSE);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private AuditEntry rotation(StoredConnection row, String user) {
        Connection c = row.connection();
        return new AuditEntry(
                clock.instant(), user, AuditEntry.Action.ROTATE_SECRET, c.workspace(), c.id(), c.name(), c.version());
    }
}
