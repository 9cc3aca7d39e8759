package dev.mooring.connection.core.internal.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.crypto.KeyRegister.Registered;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The key that new values are wrapped under: the store says which, and it is asked again after a second. A key is used once
 * its sentinel showed that the keyring has the very key that the store means.
 */
public final class CurrentKey {
    /** How long a process may wrap under the last key after another one made the next current. */
    public static final Duration STALENESS = Duration.ofSeconds(1);

    private static final byte[] NOTHING = new byte[32];

    private final Keyring keyring;
    private final KeyRegister register;
    private final EngineTime time;
    private final Object lock = new Object();
    private final Set<WrappedKey> checked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Known known;

    private record Known(String id, Moment asked) {}

    /** The current key of the store with that register. */
    public CurrentKey(Keyring keyring, KeyRegister register, EngineTime time) {
        this.keyring = keyring;
        this.register = register;
        this.time = time;
    }

    /** Its id; fails with SECRET_UNREADABLE when the keyring does not have it. A new store begins with the keyring's first. */
    private String id() {
        Known last = known;
        if (last != null && time.now().since(last.asked()) < STALENESS.toMillis()) {
            return last.id();
        }
        synchronized (lock) {
            Moment asked = time.now();
            Registered current = current().orElseGet(this::begin);
            check(current);
            known = new Known(current.id(), asked);
            return current.id();
        }
    }

    /** Wraps a data key under it. */
    WrappedKey wrap(byte[] dataKey, byte[] context) {
        String id = id();
        try {
            return keyring.wrap(id, dataKey, context);
        } catch (ConnectionException e) {
            // retired since this process asked which key is current
            forget();
            String now = id();
            if (now.equals(id)) {
                throw e;
            }
            return keyring.wrap(now, dataKey, context);
        }
    }

    /** Lets a new store begin with the keyring's first key. */
    public void beginIfNew() {
        if (register.inForce().isEmpty()) {
            begin();
        }
    }

    /** Asks the store at the next use. */
    public void forget() {
        known = null;
    }

    /** Fails unless the keyring has the very key. */
    public void check(Registered key) {
        WrappedKey sentinel = key.sentinel();
        if (checked.contains(sentinel)) {
            return;
        }
        try {
            Arrays.fill(keyring.unwrap(sentinel, context(key.id())), (byte) 0);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.SECRET_UNREADABLE
                    && keyring.keyIds().contains(key.id())) {
                throw new ConnectionException(
                        ConnectionError.SECRET_UNREADABLE,
                        "key " + key.id() + " in " + keyring.place() + " is not the store's key of that id",
                        "give the layer the keyring that belongs to this store",
                        e);
            }
            throw e;
        }
        checked.add(sentinel);
    }

    /** What shows later that a keyring has that key. */
    public WrappedKey sentinel(String keyId) {
        return keyring.wrap(keyId, NOTHING, context(keyId));
    }

    private Optional<Registered> current() {
        List<Registered> inForce = register.inForce();
        return inForce.stream().filter(Registered::isCurrent).findFirst();
    }

    private Registered begin() {
        WrappedKey first = sentinel(keyring.firstKeyId());
        register.add(
                first, KeyEntries.ofThisProcess(time).entry(Action.ADD_KEY, first.keyId(), "the first of the store"));
        // read again: another process with another keyring may have been first
        return current().orElseThrow(() -> new IllegalStateException("a store with keys has a current one"));
    }

    private static byte[] context(String keyId) {
        return ("sentinel\0" + keyId).getBytes(UTF_8);
    }
}
