package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import java.time.Instant;

/**
 * A privilege that somebody has.
 *
 * @param workspace in which workspace
 * @param connectionId on which connection; empty when it is on the workspace
 * @param grantee who has it
 * @param privilege the privilege
 * @param grantedBy who granted it
 * @param at when
 */
public record GrantRow(
        String workspace, String connectionId, Grantee grantee, Privilege privilege, String grantedBy, Instant at) {
    /** Whether it is on the workspace, and so on each of its connections. */
    public boolean isOnWorkspace() {
        return connectionId.isEmpty();
    }

    /** Whether it gives the principal that privilege. */
    public boolean gives(Principal principal, Privilege wanted) {
        return privilege == wanted && grantee.includes(principal);
    }

    /** Whether they are the same privilege of the same grantee on the same thing. */
    boolean isSame(GrantRow other) {
        return workspace.equals(other.workspace)
                && connectionId.equals(other.connectionId)
                && grantee.equals(other.grantee)
                && privilege == other.privilege;
    }
}
