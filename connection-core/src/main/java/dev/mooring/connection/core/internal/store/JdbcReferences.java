package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The table {@code dependents}: what uses a connection, applications' objects and other connections. */
final class JdbcReferences {
    private final StoreDialect dialect;

    JdbcReferences(StoreDialect dialect) {
        this.dialect = dialect;
    }

    /** Comes before the first change of a transaction that links the row. */
    void lock(Transaction transaction, StoredConnection row) throws SQLException {
        if (!row.references().isEmpty()) {
            dialect.beforeLinking(transaction, row.connection().workspace());
        }
    }

    void link(Transaction transaction, StoredConnection row) throws SQLException {
        Connection connection = row.connection();
        Set<String> linked = new HashSet<>();
        for (String reference : row.references()) {
            if (!linked.add(reference.toLowerCase(Locale.ROOT))) {
                continue;
            }
            int added = transaction.update(
                    "INSERT INTO dependents (connection_id, kind, name, owner_id) SELECT id, ?, ?, ? FROM connections"
                            + " WHERE workspace = ? AND name_key = ?" + dialect.keeping(),
                    Dependent.CONNECTION,
                    connection.name(),
                    connection.id(),
                    connection.workspace(),
                    reference.toLowerCase(Locale.ROOT));
            if (added == 0) {
                throw StoreFailures.notFound(reference);
            }
        }
        if (!linked.isEmpty()) {
            requireNoCircle(transaction, connection);
        }
    }

    static void unlink(Transaction transaction, StoredConnection row) throws SQLException {
        transaction.update(
                "DELETE FROM dependents WHERE owner_id = ?", row.connection().id());
    }

    /** Fails with CONNECTION_NOT_FOUND when the row is gone. */
    int add(Transaction transaction, StoredConnection row, Dependent dependent) throws SQLException {
        String id = row.connection().id();
        int added = transaction.update(
                "INSERT INTO dependents (connection_id, kind, name, owner_id) SELECT id, ?, ?, '' FROM connections"
                        + " WHERE id = ?" + dialect.keeping() + " ON CONFLICT DO NOTHING",
                dependent.kind(),
                dependent.name(),
                id);
        if (added == 0
                && transaction
                        .first(r -> true, "SELECT 1 FROM connections WHERE id = ?", id)
                        .isEmpty()) {
            throw StoreFailures.notFound(row.connection().name());
        }
        return added;
    }

    static int remove(Transaction transaction, StoredConnection row, Dependent dependent) throws SQLException {
        return transaction.update(
                "DELETE FROM dependents WHERE connection_id = ? AND kind = ? AND name = ? AND owner_id = ''",
                row.connection().id(),
                dependent.kind(),
                dependent.name());
    }

    static List<Dependent> dependents(Transaction transaction, StoredConnection row) throws SQLException {
        return transaction.list(
                each -> new Dependent(each.getString("kind"), each.getString("name")),
                "SELECT DISTINCT kind, name FROM dependents WHERE connection_id = ? ORDER BY kind, name",
                row.connection().id());
    }

    /** Within the transaction that links: two processes could otherwise close a circle from both ends. */
    private static void requireNoCircle(Transaction transaction, Connection connection) throws SQLException {
        Optional<Boolean> circle = transaction.first(
                row -> true,
                "WITH RECURSIVE used (id) AS (SELECT connection_id FROM dependents WHERE owner_id = ? UNION"
                        + " SELECT d.connection_id FROM dependents d JOIN used u ON d.owner_id = u.id)"
                        + " SELECT 1 FROM used WHERE id = ?",
                connection.id(),
                connection.id());
        if (circle.isPresent()) {
            throw StoreFailures.circle(connection.name());
        }
    }
}
