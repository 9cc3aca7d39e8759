package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who was granted what. Each change is one transaction with its audit row; those on a connection go when it goes. */
public interface GrantStore {
    /** Adds what is not there yet; fails with CONNECTION_NOT_FOUND when they are on a connection that is gone. */
    void grant(List<GrantRow> rows, AuditEntry audit);

    /** Removes what is there, whoever granted it. */
    void revoke(List<GrantRow> rows, AuditEntry audit);

    /** All that decides about the connection of that name, or about one that is not there. */
    AccessList accessList(String workspace, String name);

    /** What of these connections, by id, the principal holds or owns, and what on the workspace; nothing of none. */
    List<GrantRow> held(String workspace, Principal principal, Collection<String> connectionIds);

    /**
     * All privileges in the workspace, ownership included, sorted by connection; or those of one principal and those on
     * connections that the principal owns.
     */
    List<NamedGrant> all(String workspace, Optional<Principal> of);
}
