package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.GrantedPrivilege;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.access.Privilege;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where access is not controlled by privileges: who gave one would believe that it protects something. */
public final class NoGrants implements Grants {
    @Override
    public void grant(Set<Privilege> privileges, Optional<String> connection, Grantee grantee) {
        throw refused();
    }

    @Override
    public void revoke(Set<Privilege> privileges, Optional<String> connection, Grantee grantee) {
        throw refused();
    }

    @Override
    public List<GrantedPrivilege> list() {
        throw refused();
    }

    @Override
    public List<GrantedPrivilege> on(String connection) {
        throw refused();
    }

    private static ConnectionException refused() {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "access is not controlled by privileges here",
                "open the layer with ConnectionLayer.Builder.accessByPrivileges, or the command with --administrator");
    }
}
