package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;

/** Reads from the audit what was changed: every mutation writes it in its own transaction. */
final class JdbcChanges {
    private JdbcChanges() {}

    static StoreChanges since(Transaction transaction, long mark) throws SQLException {
        long latest = transaction
                .first(row -> row.getLong(1), "SELECT coalesce(max(rowid), 0) FROM audit")
                .orElse(0L);
        if (latest == mark) {
            return StoreChanges.none(mark);
        }
        // one that goes back is another store under the same name
        if (mark == StoreChanges.NOTHING_SEEN || latest < mark || latest - mark > StoreChanges.MOST) {
            return StoreChanges.everything(latest);
        }
        List<StoreChanges.Name> names = transaction.list(
                row -> new StoreChanges.Name(row.getString("workspace"), row.getString("name")),
                "SELECT DISTINCT workspace, name FROM audit WHERE rowid > ? AND rowid <= ?",
                mark,
                latest);
        return new StoreChanges(latest, false, names);
    }
}
