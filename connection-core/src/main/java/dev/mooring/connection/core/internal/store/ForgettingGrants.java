package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Tells of each change of privileges by workspace and connection, or by an empty name when it is the workspace's. */
final class ForgettingGrants implements GrantStore {
    private final Supplier<GrantStore> grants;
    private final BiConsumer<String, String> changed;

    ForgettingGrants(Supplier<GrantStore> grants, BiConsumer<String, String> changed) {
        this.grants = grants;
        this.changed = changed;
    }

    @Override
    public void grant(List<GrantRow> rows, AuditEntry audit) {
        try {
            grants.get().grant(rows, audit);
        } finally {
            changed.accept(audit.workspace(), audit.name());
        }
    }

    @Override
    public void revoke(List<GrantRow> rows, AuditEntry audit) {
        try {
            grants.get().revoke(rows, audit);
        } finally {
            changed.accept(audit.workspace(), audit.name());
        }
    }

    @Override
    public AccessList accessList(String workspace, String name) {
        return grants.get().accessList(workspace, name);
    }

    @Override
    public List<GrantRow> held(String workspace, Principal principal, Collection<String> connectionIds) {
        return grants.get().held(workspace, principal, connectionIds);
    }

    @Override
    public List<NamedGrant> all(String workspace, Optional<Principal> of) {
        return grants.get().all(workspace, of);
    }
}
