package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.internal.store.AuditEntry;
import java.time.Instant;

/**
 * A user in a workspace.
 *
 * @param workspace the workspace
 * @param user the user
 */
public record Member(String workspace, String user) {
    /** Neither may be blank. */
    public Member {
        if (workspace.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("a workspace and a user have a name");
        }
    }

    AuditEntry did(AuditEntry.Action action, Connection connection, Instant at) {
        return new AuditEntry(at, user, action, workspace, connection.id(), connection.name(), connection.version());
    }
}
