package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.Keyring.WrappedKey;
import java.util.List;

/** The rows of all workspaces, page by page, for who looks after the keys that they are sealed under. */
public interface SealedRows {
    /**
     * A row whose data key was wrapped under another key.
     *
     * @param row the row as it was read
     * @param key its data key as it is wrapped now
     */
    record Rewrapped(StoredConnection row, WrappedKey key) {}

    /** Rows in the order of their ids, behind that id; also damaged ones. */
    List<StoredConnection> page(String afterId, int limit);

    /** As {@link #page}, of rows that have a key, which is another than that one. */
    List<StoredConnection> pageWithout(String keyId, String afterId, int limit);

    /**
     * Keeps data keys as they are wrapped now, each if the row still has the one that was read. Neither versions nor
     * revisions of secrets are raised, and nothing is audited: what the rows say and hold is the same.
     *
     * @return how many were kept
     */
    int rewrap(List<Rewrapped> rows);
}
