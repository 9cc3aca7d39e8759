package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Privileges in a store that dies with the process. Guarded by its store's lock. */
final class MemoryGrants implements GrantStore {
    /** As a database sorts them. */
    private static final Comparator<NamedGrant> ORDER = Comparator.comparing(
                    (NamedGrant grant) -> grant.name().toLowerCase(Locale.ROOT))
            .thenComparing(grant -> grant.row().grantee().kind().name())
            .thenComparing(grant -> grant.row().grantee().name())
            .thenComparing(grant -> grant.row().privilege().name());

    private final Object lock;
    private final Function<String, List<StoredConnection>> connections;
    private final AuditStore trail;
    private final List<GrantRow> rows = new ArrayList<>();

    /** @param connections those of a workspace */
    MemoryGrants(Object lock, Function<String, List<StoredConnection>> connections, AuditStore trail) {
        this.lock = lock;
        this.connections = connections;
        this.trail = trail;
    }

    @Override
    public void grant(List<GrantRow> added, AuditEntry audit) {
        synchronized (lock) {
            for (GrantRow row : added) {
                if (!row.isOnWorkspace() && find(row).isEmpty()) {
                    throw StoreFailures.notFound(audit.name());
                }
            }
            added.stream().filter(row -> rows.stream().noneMatch(row::isSame)).forEach(rows::add);
            trail.append(audit);
        }
    }

    @Override
    public void revoke(List<GrantRow> removed, AuditEntry audit) {
        synchronized (lock) {
            rows.removeIf(row -> removed.stream().anyMatch(row::isSame));
            trail.append(audit);
        }
    }

    @Override
    public AccessList accessList(String workspace, String name) {
        synchronized (lock) {
            Optional<AccessList.Owned> owned = connections.apply(workspace).stream()
                    .map(StoredConnection::connection)
                    .filter(each -> RowName.isSame(each.name(), name))
                    .map(MemoryGrants::owned)
                    .findFirst();
            String id = owned.map(AccessList.Owned::id).orElse("");
            return new AccessList(
                    owned,
                    in(workspace)
                            .filter(row ->
                                    row.isOnWorkspace() || row.connectionId().equals(id))
                            .toList());
        }
    }

    @Override
    public List<GrantRow> held(String workspace, Principal principal, Collection<String> connectionIds) {
        if (connectionIds.isEmpty()) {
            return List.of();
        }
        synchronized (lock) {
            Stream<GrantRow> granted = in(workspace)
                    .filter(row -> row.grantee().includes(principal))
                    .filter(row -> row.isOnWorkspace() || connectionIds.contains(row.connectionId()));
            Stream<GrantRow> own = ownerships(workspace)
                    .map(NamedGrant::row)
                    .filter(row -> row.grantee().includes(principal) && connectionIds.contains(row.connectionId()));
            return Stream.concat(granted, own).toList();
        }
    }

    @Override
    public List<NamedGrant> all(String workspace, Optional<Principal> of) {
        synchronized (lock) {
            List<NamedGrant> ownerships = ownerships(workspace).toList();
            List<String> owned = ownerships.stream()
                    .map(NamedGrant::row)
                    .filter(row -> of.filter(row.grantee()::includes).isPresent())
                    .map(GrantRow::connectionId)
                    .toList();
            Stream<NamedGrant> granted = in(workspace)
                    .map(row ->
                            new NamedGrant(row, find(row).map(Connection::name).orElse("")));
            return Stream.concat(ownerships.stream(), granted)
                    .filter(grant -> of.isEmpty()
                            || grant.row().grantee().includes(of.get())
                            || owned.contains(grant.row().connectionId()))
                    .sorted(ORDER)
                    .toList();
        }
    }

    /** Forgets all on a connection that goes. */
    void forget(String connectionId) {
        rows.removeIf(row -> row.connectionId().equals(connectionId));
    }

    private Stream<GrantRow> in(String workspace) {
        return rows.stream().filter(row -> row.workspace().equals(workspace));
    }

    private Stream<NamedGrant> ownerships(String workspace) {
        return connections.apply(workspace).stream()
                .map(StoredConnection::connection)
                .map(each -> new NamedGrant(owned(each).ownership(), each.name()));
    }

    private static AccessList.Owned owned(Connection each) {
        return new AccessList.Owned(
                each.workspace(),
                each.id(),
                each.name(),
                each.audit().creator(),
                each.audit().created());
    }

    private Optional<Connection> find(GrantRow row) {
        return connections.apply(row.workspace()).stream()
                .map(StoredConnection::connection)
                .filter(each -> each.id().equals(row.connectionId()))
                .findFirst();
    }
}
