package dev.mooring.connection.core.internal.store;

import com.google.common.collect.Iterables;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table {@code grants}. */
final class JdbcGrants implements GrantStore {
    private static final int PLACEHOLDERS = 400;
    private static final String COLUMNS =
            "workspace, connection_id, grantee_kind, grantee, privilege, granted_by, granted_at";
    private static final String OWNERSHIPS = "SELECT workspace, id AS connection_id, 'USER' AS grantee_kind,"
            + " creator AS grantee, 'OWNERSHIP' AS privilege, creator AS granted_by, created_at AS granted_at";

    private final Jdbc jdbc;
    private final StoreDialect dialect;

    JdbcGrants(Jdbc jdbc, StoreDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    @Override
    public void grant(List<GrantRow> rows, AuditEntry audit) {
        jdbc.write(transaction -> {
            for (GrantRow row : rows) {
                add(transaction, row, audit.name());
            }
            return JdbcAudit.record(transaction, dialect, audit);
        });
    }

    private void add(Transaction transaction, GrantRow row, String name) throws SQLException {
        String from = row.isOnWorkspace()
                ? " SELECT ?, '', ?, ?, ?, ?, ? WHERE '' = ?"
                : " SELECT ?, id, ?, ?, ?, ?, ? FROM connections WHERE id = ?" + dialect.keeping();
        int added = transaction.update(
                "INSERT INTO grants (" + COLUMNS + ")" + from + " ON CONFLICT DO NOTHING",
                row.workspace(),
                row.grantee().kind().name(),
                row.grantee().name(),
                row.privilege().name(),
                row.grantedBy(),
                row.at().toEpochMilli(),
                row.connectionId());
        if (added == 0 && !row.isOnWorkspace() && !exists(transaction, row.connectionId())) {
            throw StoreFailures.notFound(name);
        }
    }

    private static boolean exists(Transaction transaction, String id) throws SQLException {
        return transaction
                .first(row -> true, "SELECT 1 FROM connections WHERE id = ?", id)
                .isPresent();
    }

    @Override
    public void revoke(List<GrantRow> rows, AuditEntry audit) {
        jdbc.write(transaction -> {
            for (GrantRow row : rows) {
                transaction.update(
                        "DELETE FROM grants WHERE workspace = ? AND connection_id = ? AND grantee_kind = ?"
                                + " AND grantee = ? AND privilege = ?",
                        row.workspace(),
                        row.connectionId(),
                        row.grantee().kind().name(),
                        row.grantee().name(),
                        row.privilege().name());
            }
            return JdbcAudit.record(transaction, dialect, audit);
        });
    }

    /** Two statements, the same two whether or not there is such a connection. */
    @Override
    public AccessList accessList(String workspace, String name) {
        return jdbc.read(transaction -> {
            Optional<AccessList.Owned> owned = transaction.first(
                    JdbcGrants::owned,
                    "SELECT workspace, id, name, creator, created_at FROM connections WHERE workspace = ? AND name_key = ?",
                    workspace,
                    StoreTexts.kept(name).toLowerCase(Locale.ROOT));
            return new AccessList(
                    owned,
                    transaction.list(
                            JdbcGrants::grant,
                            "SELECT " + COLUMNS + " FROM grants WHERE workspace = ? AND connection_id IN ('', ?)",
                            workspace,
                            owned.map(AccessList.Owned::id).orElse("")));
        });
    }

    @Override
    public List<GrantRow> held(String workspace, Principal principal, Collection<String> connectionIds) {
        List<GrantRow> held = new ArrayList<>();
        jdbc.read(transaction -> {
            for (List<String> ids : Iterables.partition(connectionIds, PLACEHOLDERS)) {
                List<Object> parameters = new ArrayList<>(List.of(workspace));
                parameters.addAll(ids);
                String granted = "SELECT " + COLUMNS + " FROM grants WHERE workspace = ? AND connection_id IN (''"
                        + ", ?".repeat(ids.size()) + ") AND (" + isTo(principal, parameters) + ")";
                held.addAll(transaction.list(JdbcGrants::grant, granted, parameters.toArray()));
                List<Object> own = new ArrayList<>(List.of(principal.user()));
                own.addAll(ids);
                held.addAll(transaction.list(
                        JdbcGrants::grant,
                        OWNERSHIPS + " FROM connections WHERE creator = ? AND id IN (" + placeholders(ids.size()) + ")",
                        own.toArray()));
            }
            return held.size();
        });
        return held;
    }

    @Override
    public List<NamedGrant> all(String workspace, Optional<Principal> of) {
        List<Object> parameters = new ArrayList<>(List.of(workspace, workspace));
        String filter = "";
        if (of.isPresent()) {
            filter = " WHERE c.creator = ? OR (" + isTo(of.get(), parameters) + ")";
            parameters.add(2, of.get().user());
        }
        String sql = "SELECT g.*, coalesce(c.name, '') AS name FROM (SELECT " + COLUMNS
                + " FROM grants WHERE workspace = ? UNION ALL " + OWNERSHIPS
                + " FROM connections WHERE workspace = ?) AS g LEFT JOIN connections c ON c.id = g.connection_id"
                + filter
                + " ORDER BY coalesce(c.name_key, ''), g.grantee_kind, g.grantee, g.privilege";
        return jdbc.read(transaction ->
                transaction.list(row -> new NamedGrant(grant(row), row.getString("name")), sql, parameters.toArray()));
    }

    /** Within the transaction that deletes the connection: one of the same name has none of its privileges. */
    static void forget(Transaction transaction, String connectionId) throws SQLException {
        transaction.update("DELETE FROM grants WHERE connection_id = ?", connectionId);
    }

    private static String isTo(Principal principal, List<Object> parameters) {
        parameters.add(principal.user());
        parameters.addAll(principal.roles());
        String user = "grantee_kind = 'USER' AND grantee = ?";
        return principal.roles().isEmpty()
                ? user
                : user + " OR grantee_kind = 'ROLE' AND grantee IN ("
                        + placeholders(principal.roles().size()) + ")";
    }

    private static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static AccessList.Owned owned(ResultSet row) throws SQLException {
        return new AccessList.Owned(
                row.getString("workspace"),
                row.getString("id"),
                row.getString("name"),
                row.getString("creator"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static GrantRow grant(ResultSet row) throws SQLException {
        return new GrantRow(
                row.getString("workspace"),
                row.getString("connection_id"),
                new Grantee(Grantee.Kind.valueOf(row.getString("grantee_kind")), row.getString("grantee")),
                Privilege.valueOf(row.getString("privilege")),
                row.getString("granted_by"),
                Instant.ofEpochMilli(row.getLong("granted_at")));
    }
}
