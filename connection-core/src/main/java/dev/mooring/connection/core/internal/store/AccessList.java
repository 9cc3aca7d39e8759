package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that decides about one connection, or about a name that none has.
 *
 * @param owned the connection and its owner; empty when there is none
 * @param grants those on the workspace and those on the connection
 */
public record AccessList(Optional<Owned> owned, List<GrantRow> grants) {
    /**
     * A connection and its owner.
     *
     * @param workspace its workspace
     * @param id its id
     * @param name its name
     * @param creator who created it
     * @param created when
     */
    public record Owned(String workspace, String id, String name, String creator, Instant created) {
        /** That its creator owns it, as a privilege. */
        public GrantRow ownership() {
            return new GrantRow(workspace, id, Grantee.user(creator), Privilege.OWNERSHIP, creator, created);
        }
    }

    /** Copies the list. */
    public AccessList {
        grants = List.copyOf(grants);
    }

    /** Whether the privilege on the workspace, or on the connection if that is still the one of the id, is given. */
    public boolean gives(Principal principal, Privilege wanted, Optional<String> connectionId) {
        boolean isSame = owned.isPresent()
                && connectionId.isPresent()
                && owned.get().id().equals(connectionId.get());
        if (isSame && owned.get().creator().equals(principal.user())) {
            return true;
        }
        return grants.stream().anyMatch(row -> (isSame || row.isOnWorkspace()) && row.gives(principal, wanted));
    }
}
