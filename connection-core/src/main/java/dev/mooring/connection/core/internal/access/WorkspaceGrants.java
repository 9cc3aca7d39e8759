package dev.mooring.connection.core.internal.access;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.access.GrantedPrivilege;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Outcome;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import dev.mooring.connection.core.internal.store.GrantRow;
import dev.mooring.connection.core.internal.store.NamedGrant;
import dev.mooring.connection.core.internal.store.RowName;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The privileges of one workspace in the hands of one member. */
public final class WorkspaceGrants implements Grants {
    private final CachingConnectionStore store;
    private final PrivilegeControl control;
    private final Guard guard;
    private final Member member;
    private final Clock clock;

    /** Privileges that the control decides by. */
    public WorkspaceGrants(
            CachingConnectionStore store, PrivilegeControl control, Guard guard, Member member, Clock clock) {
        this.store = store;
        this.control = control;
        this.guard = guard;
        this.member = member;
        this.clock = clock;
    }

    @Override
    public void grant(Set<Privilege> privileges, Optional<String> connection, Grantee grantee) {
        Change change = change(privileges, connection, grantee);
        store.grants().grant(change.rows(), change.entry(Action.GRANT, "TO"));
    }

    @Override
    public void revoke(Set<Privilege> privileges, Optional<String> connection, Grantee grantee) {
        Change change = change(privileges, connection, grantee);
        change.row()
                .filter(row ->
                        grantee.equals(Grantee.user(row.connection().audit().creator())))
                .ifPresent(row -> {
                    throw new ConnectionException(
                            ConnectionError.NOT_SUPPORTED,
                            grantee + " created connection " + row.connection().name() + " and owns it",
                            "what its owner may do can not be taken away; drop it, or let somebody else create another");
                });
        store.grants().revoke(change.rows(), change.entry(Action.REVOKE, "FROM"));
    }

    /** What is given or taken, on what. */
    private record Change(
            Member member, Set<Privilege> privileges, Optional<StoredConnection> row, Grantee grantee, Instant at) {
        List<GrantRow> rows() {
            String id = row.map(each -> each.connection().id()).orElse("");
            return privileges.stream()
                    .sorted()
                    .map(privilege -> new GrantRow(member.workspace(), id, grantee, privilege, member.user(), at))
                    .toList();
        }

        AuditEntry entry(Action action, String preposition) {
            String what = privileges.stream().sorted().map(Privilege::spelled).collect(Collectors.joining(", "));
            AuditEntry entry = row.map(each -> member.did(action, each.connection(), at))
                    .orElseGet(() -> new AuditEntry(at, member.user(), action, member.workspace(), "", "", 0));
            return entry.ended(Ending.of(
                    Outcome.DONE,
                    what + " " + preposition + " " + grantee.kind() + " " + SqlNames.quoted(grantee.name())));
        }
    }

    private Change change(Set<Privilege> privileges, Optional<String> connection, Grantee grantee) {
        Optional<StoredConnection> row = connection.map(this::own);
        if (connection.isEmpty()) {
            guard.requireInWorkspace(AccessAction.GRANT);
        }
        Set<Privilege> possible = connection.isPresent() ? Privilege.ofConnection() : Privilege.ofWorkspace();
        if (privileges.isEmpty() || !possible.containsAll(privileges)) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "these are no privileges on a " + (connection.isPresent() ? "connection" : "workspace"),
                    "there are " + possible.stream().map(Privilege::spelled).collect(Collectors.joining(", ")));
        }
        return new Change(member, privileges, row, grantee, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private StoredConnection own(String name) {
        Optional<StoredConnection> row = store.findNow(member.workspace(), name);
        guard.require(new Call(AccessAction.GRANT, name), row);
        return row.orElseThrow(() -> notFound(name));
    }

    private ConnectionException notFound(String name) {
        return new ConnectionException(
                ConnectionError.CONNECTION_NOT_FOUND,
                "connection " + name + " does not exist in workspace " + member.workspace());
    }

    @Override
    public List<GrantedPrivilege> list() {
        boolean seesAll = control.isAdministrator(member.principal());
        return store
                .grants()
                .all(member.workspace(), seesAll ? Optional.empty() : Optional.of(member.principal()))
                .stream()
                .map(WorkspaceGrants::shown)
                .toList();
    }

    @Override
    public List<GrantedPrivilege> on(String connection) {
        if (control.isAdministrator(member.principal())
                && store.findNow(member.workspace(), connection).isEmpty()) {
            throw notFound(connection);
        }
        return list().stream()
                .filter(each -> each.connection()
                        .filter(name -> RowName.isSame(name, connection))
                        .isPresent())
                .toList();
    }

    private static GrantedPrivilege shown(NamedGrant grant) {
        GrantRow row = grant.row();
        return new GrantedPrivilege(
                row.privilege(),
                row.isOnWorkspace() ? Optional.empty() : Optional.of(grant.name()),
                row.grantee(),
                row.grantedBy(),
                row.at());
    }
}
