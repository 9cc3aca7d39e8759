package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The table {@code leases}: one statement decides who gets one. */
final class JdbcLeases {
    private static final String ACQUIRE = "INSERT INTO leases (connection_id, holder, until, secret_revision)"
            + " SELECT id, ?, ?, secret_revision FROM connections WHERE id = ?"
            + " ON CONFLICT (connection_id) DO UPDATE SET holder = excluded.holder, until = excluded.until,"
            + " secret_revision = excluded.secret_revision"
            + " WHERE leases.holder = excluded.holder OR leases.until <= ? OR leases.until > ?";

    private JdbcLeases() {}

    /** The connection is claimed first: of several who want its lease, each sees what the one before left. */
    static Optional<SecretLease> acquire(Transaction transaction, StoreDialect dialect, SecretLease wanted, Instant now)
            throws SQLException {
        Connection connection = wanted.row().connection();
        StoredConnection present = transaction
                .first(
                        ConnectionRow::read,
                        ConnectionRow.SELECT + " WHERE id = ?" + dialect.claiming(),
                        connection.id())
                .orElseThrow(() -> StoreFailures.notFound(connection.name()));
        Optional<String> last = transaction.first(
                row -> row.getString("holder"),
                "SELECT holder FROM leases WHERE connection_id = ?" + dialect.claiming(),
                connection.id());
        int taken = transaction.update(
                ACQUIRE,
                wanted.holder(),
                wanted.until().toEpochMilli(),
                connection.id(),
                now.toEpochMilli(),
                now.plus(SecretLease.LONGEST).toEpochMilli());
        boolean isTakenOver =
                last.filter(other -> !other.equals(wanted.holder())).isPresent();
        return taken == 0
                ? Optional.empty()
                : Optional.of(new SecretLease(present, wanted.holder(), wanted.until(), isTakenOver));
    }

    static int release(Transaction transaction, SecretLease lease) throws SQLException {
        return transaction.update(
                "DELETE FROM leases WHERE connection_id = ? AND holder = ?",
                lease.row().connection().id(),
                lease.holder());
    }

    static void forget(Transaction transaction, String connectionId) throws SQLException {
        transaction.update("DELETE FROM leases WHERE connection_id = ?", connectionId);
    }
}
