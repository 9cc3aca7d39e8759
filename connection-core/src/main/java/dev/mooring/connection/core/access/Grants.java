package dev.mooring.connection.core.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The privileges in one workspace, given and taken in the name of one principal: an administrator, or the owner of the
 * connection that they are on. Whoever is neither fails with {@link
 * dev.mooring.connection.ConnectionError#NOT_AUTHORIZED}. Where access is not controlled by privileges, every method fails
 * with {@link dev.mooring.connection.ConnectionError#NOT_CONFIGURED}.
 *
 * <p>A change is in force in this process when it returns, and in others within the time in which they see any change.
 * Privileges on a connection go with it: one of the same name that is created later has none of them.
 */
public interface Grants {
    /**
     * Gives privileges.
     *
     * @param privileges what to give; those that are there already stay as they are
     * @param connection on which connection; empty for the workspace, whose privileges hold for all its connections
     * @param grantee whom to
     */
    void grant(Set<Privilege> privileges, Optional<String> connection, Grantee grantee);

    /** Takes privileges away; those that are not there are none to take. What a grantee has elsewhere stays. */
    void revoke(Set<Privilege> privileges, Optional<String> connection, Grantee grantee);

    /**
     * The privileges that the principal may see: an administrator all, an owner those on their connections, everybody
     * their own and those of their roles. Sorted by connection, those on the workspace first; that a connection's creator
     * owns it is among them.
     */
    List<GrantedPrivilege> list();

    /**
     * Of these, those on that connection. Whoever is no administrator is told nothing by an empty list: there may be no
     * such connection, or none of its privileges to see.
     */
    List<GrantedPrivilege> on(String connection);
}
