package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Follows the table {@code dependents} from a connection to all that use it, directly or through others. */
final class JdbcCascade {
    private static final String ROW = ConnectionRow.SELECT + " WHERE id = ?";

    private final Transaction transaction;
    private final String lock;
    private final Map<String, StoredConnection> rows = new HashMap<>();
    private final Map<String, List<Dependent>> uses = new HashMap<>();
    private final Deque<StoredConnection> open = new ArrayDeque<>();

    private JdbcCascade(Transaction transaction, String lock) {
        this.transaction = transaction;
        this.lock = lock;
    }

    private record Edge(Dependent dependent, String ownerId) {}

    /** What a drop of the connection would take with it; fails with CONNECTION_NOT_FOUND when it is gone. */
    static StoredCascade look(Transaction transaction, Connection connection) throws SQLException {
        return new JdbcCascade(transaction, "").from(connection);
    }

    /** As {@link #look}, and nobody begins to use any of it, or changes it, before the transaction ends. */
    static StoredCascade lock(Transaction transaction, Connection connection, StoreDialect dialect)
            throws SQLException {
        dialect.beforeLinking(transaction, connection.workspace());
        return new JdbcCascade(transaction, dialect.removing()).from(connection);
    }

    private StoredCascade from(Connection connection) throws SQLException {
        meet(row(connection.id()).orElseThrow(() -> StoreFailures.notFound(connection.name())));
        while (!open.isEmpty()) {
            follow(open.remove());
        }
        return StoredCascade.of(List.copyOf(rows.values()), uses);
    }

    /** Removes the rows and all that is kept about them. */
    static void delete(Transaction transaction, StoredCascade cascade) throws SQLException {
        for (StoredConnection row : cascade.rows()) {
            String id = row.connection().id();
            transaction.update("DELETE FROM dependents WHERE connection_id = ? OR owner_id = ?", id, id);
            JdbcLeases.forget(transaction, id);
            JdbcGrants.forget(transaction, id);
            transaction.update("DELETE FROM connections WHERE id = ?", id);
        }
    }

    /** Its users are asked for after the row was locked: whoever was about to use it has done so by then. */
    private void follow(StoredConnection used) throws SQLException {
        Set<Dependent> users = new TreeSet<>(StoredCascade.ORDER);
        for (Edge edge : edges(used.connection().id())) {
            if (edge.ownerId().isEmpty()) {
                users.add(edge.dependent());
                continue;
            }
            // the row is asked, for it may have been changed since the edge was read
            Optional<StoredConnection> user = row(edge.ownerId()).filter(row -> row.uses(used.connection()));
            user.ifPresent(this::meet);
            user.ifPresent(row -> users.add(edge.dependent()));
        }
        uses.put(used.connection().id(), List.copyOf(users));
    }

    private Optional<StoredConnection> row(String id) throws SQLException {
        Optional<StoredConnection> known = Optional.ofNullable(rows.get(id));
        return known.isPresent() ? known : transaction.first(ConnectionRow::read, ROW + lock, id);
    }

    private void meet(StoredConnection row) {
        if (rows.putIfAbsent(row.connection().id(), row) == null) {
            open.add(row);
        }
    }

    private List<Edge> edges(String id) throws SQLException {
        return transaction.list(
                row -> new Edge(new Dependent(row.getString("kind"), row.getString("name")), row.getString("owner_id")),
                "SELECT kind, name, owner_id FROM dependents WHERE connection_id = ?",
                id);
    }
}
