package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import java.util.List;
import java.util.Map;

/**
 * The keys that are in force for a store, kept in it: a value under any other is not written, whatever keyring its writer
 * has. Every method is one transaction. Safe for use by threads.
 */
public interface KeyRegister {
    /**
     * A key in force.
     *
     * @param sentinel a value that shows whether a keyring has this very key
     * @param isCurrent whether new values are wrapped under it
     */
    record Registered(WrappedKey sentinel, boolean isCurrent) {
        /** The key's id. */
        public String id() {
            return sentinel.keyId();
        }
    }

    /** The keys in force, in the order in which they were added. */
    List<Registered> inForce();

    /** The ids of keys that were in force once. */
    List<String> retired();

    /**
     * Puts a key in force, which is current if it is the first, and records it; changes and records nothing when it is in
     * force already. Fails with NOT_SUPPORTED when it was retired: what was found to be free of it must stay so.
     */
    void add(WrappedKey sentinel, AuditEntry entry);

    /** Wraps new values under that key and records it; fails with RESOURCE_NOT_FOUND when it is not in force. */
    void makeCurrent(String keyId, AuditEntry entry);

    /**
     * Ends a key and records it: nothing is written under it any more. Fails with CONNECTION_IN_USE while it is current or a connection
     * uses it, and with RESOURCE_NOT_FOUND when it never was in force; changes and records nothing when it was retired
     * before.
     */
    void retire(String keyId, AuditEntry entry);

    /** How many connections use each key, by its id; a connection without a key is not counted. */
    Map<String, Long> uses();
}
