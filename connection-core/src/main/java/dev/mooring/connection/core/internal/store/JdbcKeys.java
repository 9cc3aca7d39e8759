package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.KeyRegister;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables {@code sealing_keys} and {@code retired_keys}. Rows refer to the key that they are wrapped under, so the
 * database itself decides between a row that is written under a key and the end of that key.
 */
final class JdbcKeys implements KeyRegister {
    private static final String CURRENT = "current_key";
    /** Who changes keys holds this row, and waits for who does. */
    private static final String LOCK = "INSERT INTO settings (name, value) VALUES (?, '')"
            + " ON CONFLICT (name) DO UPDATE SET value = settings.value";

    private final Jdbc jdbc;
    private final StoreDialect dialect;

    JdbcKeys(Jdbc jdbc, StoreDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /** A statement that writes rows under a key. */
    @FunctionalInterface
    interface Statement {
        int run() throws SQLException;
    }

    /** Runs it, and says so if the key is not in force. */
    int guarded(String keyId, Statement statement) throws SQLException {
        try {
            return statement.run();
        } catch (SQLException e) {
            if (dialect.isKeyNotInForce(e)) {
                throw StoreFailures.keyNotInForce(keyId);
            }
            throw e;
        }
    }

    @Override
    public List<Registered> inForce() {
        return jdbc.read(transaction -> transaction.list(
                row -> new Registered(
                        new WrappedKey(row.getString("id"), row.getString("sentinel")), row.getInt("is_current") == 1),
                "SELECT id, sentinel, CASE WHEN id = (SELECT value FROM settings WHERE name = ?) THEN 1 ELSE 0 END"
                        + " AS is_current FROM sealing_keys ORDER BY number",
                CURRENT));
    }

    @Override
    public List<String> retired() {
        return jdbc.read(
                transaction -> transaction.list(row -> row.getString("id"), "SELECT id FROM retired_keys ORDER BY id"));
    }

    @Override
    public void add(WrappedKey sentinel, AuditEntry entry) {
        String id = sentinel.keyId();
        jdbc.write(transaction -> {
            transaction.update(LOCK, CURRENT);
            if (isRetired(transaction, id)) {
                throw StoreFailures.keyWasRetired(id);
            }
            int added = transaction.update(
                    "INSERT INTO sealing_keys (id, number, sentinel)"
                            + " SELECT ?, coalesce(max(number), 0) + 1, ? FROM sealing_keys WHERE true"
                            + " ON CONFLICT (id) DO NOTHING",
                    id,
                    sentinel.wrapped());
            if (added > 0) {
                JdbcAudit.record(transaction, dialect, entry);
            }
            return transaction.update("UPDATE settings SET value = ? WHERE name = ? AND value = ''", id, CURRENT);
        });
    }

    @Override
    public void makeCurrent(String keyId, AuditEntry entry) {
        jdbc.write(transaction -> {
            transaction.update(LOCK, CURRENT);
            int changed = transaction.update(
                    "UPDATE settings SET value = ? WHERE name = ? AND EXISTS (SELECT 1 FROM sealing_keys WHERE id = ?)",
                    keyId,
                    CURRENT,
                    keyId);
            if (changed == 0) {
                throw StoreFailures.noSuchKey(keyId);
            }
            return JdbcAudit.record(transaction, dialect, entry);
        });
    }

    @Override
    public void retire(String keyId, AuditEntry entry) {
        jdbc.write(transaction -> {
            transaction.update(LOCK, CURRENT);
            if (isCurrent(transaction, keyId)) {
                throw StoreFailures.keyIsCurrent(keyId);
            }
            requireUnused(transaction, keyId);
            if (remove(transaction, keyId) == 0) {
                if (isRetired(transaction, keyId)) {
                    return entry;
                }
                throw StoreFailures.noSuchKey(keyId);
            }
            transaction.update("INSERT INTO retired_keys (id) VALUES (?)", keyId);
            return JdbcAudit.record(transaction, dialect, entry);
        });
    }

    private static void requireUnused(Transaction transaction, String keyId) throws SQLException {
        List<String> users = transaction.list(
                row -> row.getString("workspace") + "/" + row.getString("name"),
                "SELECT workspace, name FROM connections WHERE key_id = ? ORDER BY workspace, name_key LIMIT ?",
                keyId,
                StoreFailures.NAMED + 1);
        if (!users.isEmpty()) {
            throw StoreFailures.keyInUse(keyId, users);
        }
    }

    /** A row may come between the look and this, and then the database refuses it. */
    private int remove(Transaction transaction, String keyId) throws SQLException {
        try {
            return transaction.update("DELETE FROM sealing_keys WHERE id = ?", keyId);
        } catch (SQLException e) {
            if (dialect.isKeyNotInForce(e)) {
                throw StoreFailures.keyInUse(keyId, List.of("a connection that was written just now"));
            }
            throw e;
        }
    }

    private static boolean isCurrent(Transaction transaction, String keyId) throws SQLException {
        return transaction
                .first(row -> true, "SELECT 1 FROM settings WHERE name = ? AND value = ?", CURRENT, keyId)
                .isPresent();
    }

    private static boolean isRetired(Transaction transaction, String keyId) throws SQLException {
        return transaction
                .first(row -> true, "SELECT 1 FROM retired_keys WHERE id = ?", keyId)
                .isPresent();
    }

    @Override
    public Map<String, Long> uses() {
        Map<String, Long> uses = new TreeMap<>();
        jdbc.read(transaction -> transaction.list(
                row -> uses.put(row.getString("key_id"), row.getLong("uses")),
                "SELECT key_id, count(*) AS uses FROM connections WHERE key_id IS NOT NULL GROUP BY key_id"));
        return uses;
    }
}
