package dev.mooring.connection.core.keys;

import dev.mooring.connection.core.audit.AuditTrail;
import java.util.List;

/**
 * The keys that the connections of a store are sealed under, of all its workspaces. They are changed in two phases, while
 * connections are created, changed and vended: first a key is added, until every process has it in its keyring, then the
 * store is rotated to it; an old one is retired when nothing uses it. A process that ends half-way leaves everything
 * readable, and the same call later finishes. Safe for use by threads.
 *
 * <p>Failures are {@link dev.mooring.connection.ConnectionException}s, with {@code SECRET_UNREADABLE} when the keyring has
 * not the key that is needed.
 */
public interface SealingKeys {
    /** What was wrong when the layer was opened; asks nothing anew. */
    List<KeyFinding> findings();

    /** All keys, those in force in the order in which they were added, and how many connections use each. */
    List<SealingKey> list();

    /**
     * Adds a key to the keyring and puts it in force, but not to use. Fails with {@code NOT_SUPPORTED} and how else it is
     * done when the keyring can not be changed from here.
     *
     * @return the key's id
     */
    String add();

    /** What {@link #rotate()} would do now; changes nothing. */
    KeyRotation planRotation();

    /**
     * Makes the newest key of the keyring current and wraps the data keys of all connections under it. No connection's
     * version changes. Takes a second and a half longer than its work, until no other process can write under the key
     * before. Fails with {@code SECRET_UNREADABLE}, and changes nothing, when the keyring has not the key that is current.
     */
    KeyRotation rotate();

    /**
     * As {@link #rotate()}, when the current key is lost for good: the connections under it stay as they are, are named in
     * the result, and can only be dropped or stated anew.
     *
     * @param lostKey the id of the current key, so that nobody gives one up by accident
     */
    KeyRotation rotateWithout(String lostKey);

    /** Opens every connection and looks at every key; changes nothing. */
    SealVerification verify();

    /**
     * Ends a key: the store takes nothing under it any more, from whatever process, and the keyring opens nothing with it.
     * It stays in the keyring's file, disabled, so that a backup can be read by who enables it again. Fails with {@code
     * CONNECTION_IN_USE}, naming connections, while any is sealed under it, and while it is current.
     */
    void retire(String keyId);

    /** What was done with keys, when and by whom, also to the first of the store: additions, the beginning and the end of each rotation, and retirements. */
    AuditTrail audit();
}
