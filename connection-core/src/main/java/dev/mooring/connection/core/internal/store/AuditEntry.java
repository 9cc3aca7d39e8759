package dev.mooring.connection.core.internal.store;

import java.time.Instant;

/**
 * A mutation as the audit keeps it.
 *
 * @param at when
 * @param user who
 * @param action what
 * @param workspace where
 * @param connectionId to which connection, by id
 * @param name its name
 * @param version its version afterwards
 */
public record AuditEntry(
        Instant at, String user, Action action, String workspace, String connectionId, String name, long version) {
    /** What was done. */
    public enum Action {
        CREATE,
        REPLACE,
        ALTER,
        ENABLE,
        DISABLE,
        AUTHORIZE,
        ROTATE_EXTERNAL_ID,
        ROTATE_SECRET,
        DROP
    }
}
