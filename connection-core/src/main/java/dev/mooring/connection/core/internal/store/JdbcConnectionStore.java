package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The one implementation in SQL. The unique index decides races for a name, not a prior SELECT. */
public final class JdbcConnectionStore implements ConnectionStore {
    private static final String SENTINEL = "sentinel";

    private final Jdbc jdbc;
    private final StoreDialect dialect;
    private final AutoCloseable pool;

    /** A store whose database has the tables; the pool is closed with it. */
    public JdbcConnectionStore(DataSource dataSource, StoreDialect dialect, AutoCloseable pool) {
        this.jdbc = new Jdbc(dataSource);
        this.dialect = dialect;
        this.pool = pool;
    }

    @Override
    public void insert(StoredConnection row, AuditEntry audit) {
        jdbc.write(transaction -> {
            lockForLinks(transaction, row);
            try {
                transaction.update(ConnectionRow.INSERT, ConnectionRow.parameters(row));
            } catch (SQLException e) {
                if (dialect.isNameTaken(e)) {
                    throw StoreFailures.nameTaken(row.connection().name());
                }
                throw e;
            }
            link(transaction, row);
            return record(transaction, audit);
        });
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        return jdbc.read(transaction -> transaction.first(
                ConnectionRow::read,
                "SELECT * FROM connections WHERE workspace = ? AND name_key = ?",
                workspace,
                name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        return jdbc.read(transaction -> transaction.list(
                ConnectionRow::read, "SELECT * FROM connections WHERE workspace = ? ORDER BY name_key", workspace));
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry audit) {
        jdbc.write(transaction -> {
            lockForLinks(transaction, row);
            int updated = transaction.update(ConnectionRow.UPDATE, ConnectionRow.updateParameters(row, read));
            if (updated == 0) {
                throw exists(transaction, row)
                        ? StoreFailures.changed(row.connection().name())
                        : StoreFailures.notFound(row.connection().name());
            }
            unlink(transaction, row);
            link(transaction, row);
            return record(transaction, audit);
        });
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        jdbc.write(transaction -> {
            int updated = transaction.update(
                    "UPDATE connections SET secrets = ?, secret_revision = ? WHERE id = ? AND secret_revision = ?"
                            + " AND version = ?",
                    RowJson.secrets(secrets),
                    secrets.revision(),
                    row.connection().id(),
                    secrets.revision() - 1,
                    row.connection().version());
            if (updated == 0) {
                throw exists(transaction, row)
                        ? StoreFailures.changed(row.connection().name())
                        : StoreFailures.notFound(row.connection().name());
            }
            return record(transaction, audit);
        });
    }

    @Override
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        SecretLease wanted = new SecretLease(row, holder, until, false);
        return jdbc.write(transaction -> JdbcLeases.acquire(transaction, dialect, wanted, now));
    }

    @Override
    public void releaseLease(SecretLease lease) {
        jdbc.write(transaction -> JdbcLeases.release(transaction, lease));
    }

    @Override
    public void delete(StoredConnection row, AuditEntry audit) {
        Connection connection = row.connection();
        jdbc.write(transaction -> {
            // the row goes first, so that this transaction holds the write lock before it looks for dependents
            if (transaction.update("DELETE FROM connections WHERE id = ?", connection.id()) == 0) {
                throw StoreFailures.notFound(connection.name());
            }
            List<Dependent> users = dependents(transaction, connection.id());
            if (!users.isEmpty()) {
                throw StoreFailures.inUse(connection.name(), users);
            }
            unlink(transaction, row);
            JdbcLeases.forget(transaction, connection.id());
            return record(transaction, audit);
        });
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        jdbc.write(transaction -> {
            int added = transaction.update(
                    "INSERT INTO dependents (connection_id, kind, name, owner_id) SELECT id, ?, ?, '' FROM connections"
                            + " WHERE id = ?" + dialect.keeping() + " ON CONFLICT DO NOTHING",
                    dependent.kind(),
                    dependent.name(),
                    row.connection().id());
            if (added == 0 && !exists(transaction, row)) {
                throw StoreFailures.notFound(row.connection().name());
            }
            return added;
        });
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        jdbc.write(transaction -> transaction.update(
                "DELETE FROM dependents WHERE connection_id = ? AND kind = ? AND name = ? AND owner_id = ''",
                row.connection().id(),
                dependent.kind(),
                dependent.name()));
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        return jdbc.read(transaction -> dependents(transaction, row.connection().id()));
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        return jdbc.read(transaction -> transaction.list(
                ConnectionRow::readAudit, "SELECT * FROM audit WHERE workspace = ? ORDER BY seq", workspace));
    }

    @Override
    public StoreChanges changesSince(String mark) {
        return jdbc.read(transaction -> dialect.changes(transaction, mark));
    }

    @Override
    public SecretSealer.Sentinel sentinel() {
        return new SecretSealer.Sentinel() {
            @Override
            public Optional<WrappedKey> read() {
                return jdbc.read(transaction -> transaction.first(
                        row -> wrapped(row.getString("value")), "SELECT value FROM settings WHERE name = ?", SENTINEL));
            }

            @Override
            public void writeIfAbsent(WrappedKey wrapped) {
                String text = wrapped.keyId() + ":" + wrapped.wrapped();
                jdbc.write(transaction -> transaction.update(
                        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", SENTINEL, text));
            }
        };
    }

    @Override
    public void close() {
        try {
            pool.close();
        } catch (Exception e) {
            throw Jdbc.unavailable(e);
        }
    }

    private static WrappedKey wrapped(String text) {
        int colon = text.indexOf(':');
        return new WrappedKey(text.substring(0, colon), text.substring(colon + 1));
    }

    private static boolean exists(Transaction transaction, StoredConnection row) throws SQLException {
        return transaction
                .first(
                        r -> true,
                        "SELECT 1 FROM connections WHERE id = ?",
                        row.connection().id())
                .isPresent();
    }

    private static List<Dependent> dependents(Transaction transaction, String connectionId) throws SQLException {
        return transaction.list(
                row -> new Dependent(row.getString("kind"), row.getString("name")),
                "SELECT DISTINCT kind, name FROM dependents WHERE connection_id = ? ORDER BY kind, name",
                connectionId);
    }

    private void lockForLinks(Transaction transaction, StoredConnection row) throws SQLException {
        if (!row.references().isEmpty()) {
            dialect.beforeLinking(transaction, row.connection().workspace());
        }
    }

    private void link(Transaction transaction, StoredConnection row) throws SQLException {
        Connection connection = row.connection();
        Set<String> linked = new HashSet<>();
        for (String reference : row.references()) {
            if (!linked.add(reference.toLowerCase(Locale.ROOT))) {
                continue;
            }
            int added = transaction.update(
                    "INSERT INTO dependents (connection_id, kind, name, owner_id) SELECT id, ?, ?, ? FROM connections"
                            + " WHERE workspace = ? AND name_key = ?" + dialect.keeping(),
                    CONNECTION_KIND,
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

    private static void unlink(Transaction transaction, StoredConnection row) throws SQLException {
        transaction.update(
                "DELETE FROM dependents WHERE owner_id = ?", row.connection().id());
    }

    private static int record(Transaction transaction, AuditEntry audit) throws SQLException {
        return transaction.update(
                "INSERT INTO audit (at, actor, action, workspace, connection_id, name, version) VALUES (?,?,?,?,?,?,?)",
                audit.at().toEpochMilli(),
                audit.user(),
                audit.action().name(),
                audit.workspace(),
                audit.connectionId(),
                audit.name(),
                audit.version());
    }
}
