package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The one implementation in SQL. The unique index decides races for a name, not a prior SELECT. */
public final class JdbcConnectionStore implements ConnectionStore {
    private final Jdbc jdbc;
    private final StoreDialect dialect;
    private final JdbcReferences references;
    private final StoreDatabase database;
    private final AuditStore trail;
    private final GrantStore grants;
    private final JdbcKeys keys;

    /** A store whose database has the tables. */
    public JdbcConnectionStore(StoreDatabase database, StoreDialect dialect) {
        this.jdbc = new Jdbc(database.connections(), dialect);
        this.dialect = dialect;
        this.references = new JdbcReferences(dialect);
        this.database = database;
        this.trail = new JdbcAudit(jdbc, dialect);
        this.grants = new JdbcGrants(jdbc, dialect);
        this.keys = new JdbcKeys(jdbc, dialect);
    }

    @Override
    public void insert(StoredConnection row, int most, AuditEntry audit) {
        jdbc.write(transaction -> {
            if (most < Integer.MAX_VALUE) {
                // one at a time, so that each counts those before it
                dialect.beforeLinking(transaction, row.connection().workspace());
            }
            references.lock(transaction, row);
            try {
                guarded(
                        row.secrets(),
                        () -> dialect.insert(transaction, ConnectionRow.parameters(row), JdbcAudit.parameters(audit)));
            } catch (SQLException e) {
                if (dialect.isNameTaken(e)) {
                    throw StoreFailures.nameTaken(row.connection().name());
                }
                throw e;
            }
            if (most < Integer.MAX_VALUE) {
                requireAtMost(transaction, row.connection().workspace(), most);
            }
            references.link(transaction, row);
            return audit;
        });
    }

    private static void requireAtMost(Transaction transaction, String workspace, int most) throws SQLException {
        long rows = transaction
                .first(row -> row.getLong(1), "SELECT count(*) FROM connections WHERE workspace = ?", workspace)
                .orElse(0L);
        if (rows > most) {
            throw StoreFailures.quotaExceeded(workspace, most);
        }
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        if (!StoreTexts.isKept(name)) {
            return Optional.empty();
        }
        return jdbc.read(transaction -> transaction.first(
                ConnectionRow::read,
                ConnectionRow.SELECT + " WHERE workspace = ? AND name_key = ?",
                workspace,
                name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<StoredConnection> list(String workspace) {
        return jdbc.read(transaction -> transaction.list(
                ConnectionRow::read, ConnectionRow.SELECT + " WHERE workspace = ? ORDER BY name_key", workspace));
    }

    @Override
    public List<StoredConnection> list(String workspace, Page page) {
        return jdbc.read(transaction -> JdbcPages.rows(transaction, workspace, page));
    }

    @Override
    public List<String> names(String workspace, Page page) {
        return jdbc.read(transaction -> JdbcPages.names(transaction, workspace, page));
    }

    @Override
    public void update(StoredConnection row, StoredConnection read, AuditEntry audit) {
        jdbc.write(transaction -> {
            references.lock(transaction, row);
            int updated = guarded(
                    row.secrets(),
                    () -> transaction.update(
                            ConnectionRow.update(row, read), ConnectionRow.updateParameters(row, read)));
            if (updated == 0) {
                throw exists(transaction, row)
                        ? StoreFailures.changed(row.connection().name())
                        : StoreFailures.notFound(row.connection().name());
            }
            JdbcReferences.unlink(transaction, row);
            references.link(transaction, row);
            return JdbcAudit.record(transaction, dialect, audit);
        });
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        jdbc.write(transaction -> {
            int updated = guarded(
                    secrets,
                    () -> transaction.update(
                            ConnectionRow.UPDATE_SEALED, ConnectionRow.sealedParameters(row, secrets)));
            if (updated == 0) {
                throw exists(transaction, row)
                        ? StoreFailures.changed(row.connection().name())
                        : StoreFailures.notFound(row.connection().name());
            }
            return JdbcAudit.record(transaction, dialect, audit);
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
            List<Dependent> users = JdbcReferences.dependents(transaction, row);
            if (!users.isEmpty()) {
                throw StoreFailures.inUse(connection.name(), users);
            }
            JdbcReferences.unlink(transaction, row);
            JdbcLeases.forget(transaction, connection.id());
            JdbcGrants.forget(transaction, connection.id());
            return JdbcAudit.record(transaction, dialect, audit);
        });
    }

    @Override
    public StoredCascade cascade(StoredConnection row) {
        return jdbc.read(transaction -> JdbcCascade.look(transaction, row.connection()));
    }

    @Override
    public Optional<StoredCascade> deleteCascade(
            StoredConnection row, Set<String> expected, Function<Connection, AuditEntry> audit) {
        return jdbc.write(transaction -> {
            StoredCascade cascade = JdbcCascade.lock(transaction, row.connection(), dialect);
            if (!expected.containsAll(cascade.ids())) {
                return Optional.empty();
            }
            JdbcCascade.delete(transaction, cascade);
            for (StoredConnection gone : cascade.rows()) {
                JdbcAudit.record(transaction, dialect, audit.apply(gone.connection()));
            }
            return Optional.of(cascade);
        });
    }

    @Override
    public void addDependent(StoredConnection row, Dependent dependent) {
        jdbc.write(transaction -> references.add(transaction, row, dependent));
    }

    @Override
    public void removeDependent(StoredConnection row, Dependent dependent) {
        jdbc.write(transaction -> JdbcReferences.remove(transaction, row, dependent));
    }

    @Override
    public List<Dependent> dependents(StoredConnection row) {
        return jdbc.read(transaction -> JdbcReferences.dependents(transaction, row));
    }

    @Override
    public List<AuditEntry> audit(String workspace) {
        return jdbc.read(transaction -> transaction.list(
                row -> JdbcAudit.read(row).entry(), "SELECT * FROM audit WHERE workspace = ? ORDER BY seq", workspace));
    }

    @Override
    public AuditStore trail() {
        return trail;
    }

    @Override
    public GrantStore grants() {
        return grants;
    }

    @Override
    public StoreChanges changesSince(String mark) {
        return jdbc.read(transaction -> dialect.changes(transaction, mark));
    }

    @Override
    public KeyRegister keys() {
        return keys;
    }

    @Override
    public SealedRows sealedRows() {
        return new JdbcSealedRows(jdbc, keys);
    }

    @Override
    public void watch(Consumer<StoreChanges> watcher) {
        database.watch(watcher);
    }

    @Override
    public void observedBy(Observers observers) {
        jdbc.observedBy(observers);
    }

    @Override
    public void close() {
        database.close();
    }

    private int guarded(SealedSecrets secrets, JdbcKeys.Statement statement) throws SQLException {
        return keys.guarded(secrets.key().map(WrappedKey::keyId).orElse(""), statement);
    }

    private static boolean exists(Transaction transaction, StoredConnection row) throws SQLException {
        return transaction
                .first(
                        r -> true,
                        "SELECT 1 FROM connections WHERE id = ?",
                        row.connection().id())
                .isPresent();
    }
}
