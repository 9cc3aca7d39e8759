package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import java.time.Instant;

/**
 * A principal in a workspace.
 *
 * @param workspace the workspace
 * @param principal the user and their roles
 */
public record Member(String workspace, Principal principal) {
    /** The workspace may not be blank. */
    public Member {
        if (workspace.isBlank()) {
            throw new IllegalArgumentException("a workspace has a name");
        }
    }

    /** The user. */
    public String user() {
        return principal.user();
    }

    /** What they did with the connection. */
    public AuditEntry did(AuditEntry.Action action, Connection connection, Instant at) {
        return new AuditEntry(at, user(), action, workspace, connection.id(), connection.name(), connection.version());
    }
}
