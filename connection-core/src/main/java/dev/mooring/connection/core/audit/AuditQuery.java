package dev.mooring.connection.core.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries to read, newest first, and how many at most.
 *
 * @param connection only those of connections of that name in any letter case, also of dropped ones
 * @param connectionId only those of the connection of that id, also of a dropped one
 * @param since only those at that time or later
 * @param olderThan only those that come behind this one: the last of the page before
 * @param limit how many at most, from 1 to {@link #MOST}
 */
public record AuditQuery(
        Optional<String> connection,
        Optional<String> connectionId,
        Optional<Instant> since,
        Optional<AuditRecord> olderThan,
        int limit) {
    /** How many entries a page has at most. */
    public static final int MOST = 1_000;

    /** Refuses a limit that is out of range with an {@link IllegalArgumentException}. */
    public AuditQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a page of the audit has from 1 to " + MOST + " entries");
        }
    }

    /** The newest entries. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /** Of connections of that name. */
    public AuditQuery ofConnection(String name) {
        return new AuditQuery(Optional.of(name), connectionId, since, olderThan, limit);
    }

    /** Of the connection of that id. */
    public AuditQuery ofConnectionId(String id) {
        return new AuditQuery(connection, Optional.of(id), since, olderThan, limit);
    }

    /** At that time or later. */
    public AuditQuery since(Instant time) {
        return new AuditQuery(connection, connectionId, Optional.of(time), olderThan, limit);
    }

    /** The page behind the one that this entry ends. */
    public AuditQuery olderThan(AuditRecord last) {
        return new AuditQuery(connection, connectionId, since, Optional.of(last), limit);
    }
}
