package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.List;
import java.util.Optional;

/** The audit of one workspace as one member may read it. */
public final class WorkspaceTrail implements AuditTrail {
    private final CachingConnectionStore store;
    private final Guard guard;
    private final Member member;

    /** The audit in that store. */
    public WorkspaceTrail(CachingConnectionStore store, Guard guard, Member member) {
        this.store = store;
        this.guard = guard;
        this.member = member;
    }

    @Override
    public List<AuditRecord> read(AuditQuery query) {
        return store.trail().read(member.workspace(), allowed(query));
    }

    /** Of a connection that is there, its own entries only: those of an earlier one of its name are not its owner's. */
    private AuditQuery allowed(AuditQuery query) {
        if (guard.allowsInWorkspace(AccessAction.AUDIT)) {
            return query;
        }
        String name = query.connection().orElseThrow(() -> guard.deniedInWorkspace(AccessAction.AUDIT));
        Optional<StoredConnection> row = store.findNow(member.workspace(), name);
        guard.require(new Call(AccessAction.AUDIT, name), row);
        StoredConnection present = row.orElseThrow(() -> new ConnectionException(
                ConnectionError.CONNECTION_NOT_FOUND,
                "connection " + name + " does not exist in workspace " + member.workspace()));
        String id = present.connection().id();
        if (query.connectionId().filter(other -> !other.equals(id)).isPresent()) {
            throw guard.deniedInWorkspace(AccessAction.AUDIT);
        }
        return query.ofConnectionId(id);
    }
}
