package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;

/** The columns {@code key_id} and {@code wrapped_key} of the table {@code connections}. */
final class JdbcSealedRows implements SealedRows {
    private final Jdbc jdbc;
    private final JdbcKeys keys;

    JdbcSealedRows(Jdbc jdbc, JdbcKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @Override
    public List<StoredConnection> page(String afterId, int limit) {
        return jdbc.read(transaction -> transaction.list(
                ConnectionRow::read, ConnectionRow.SELECT + " WHERE id > ? ORDER BY id LIMIT ?", afterId, limit));
    }

    @Override
    public List<StoredConnection> pageWithout(String keyId, String afterId, int limit) {
        return jdbc.read(transaction -> transaction.list(
                ConnectionRow::read,
                ConnectionRow.SELECT + " WHERE key_id <> ? AND wrapped_key IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
                keyId,
                afterId,
                limit));
    }

    @Override
    public int rewrap(List<Rewrapped> rows) {
        return jdbc.write(transaction -> {
            int kept = 0;
            for (Rewrapped each : rows) {
                kept += rewrap(transaction, each);
            }
            return kept;
        });
    }

    private int rewrap(Transaction transaction, Rewrapped rewrapped) throws SQLException {
        WrappedKey old = rewrapped.row().secrets().key().orElseThrow();
        WrappedKey now = rewrapped.key();
        return keys.guarded(
                now.keyId(),
                () -> transaction.update(
                        "UPDATE connections SET key_id = ?, wrapped_key = ? WHERE id = ? AND key_id = ? AND wrapped_key = ?",
                        now.keyId(),
                        now.wrapped(),
                        rewrapped.row().connection().id(),
                        old.keyId(),
                        old.wrapped()));
    }
}
