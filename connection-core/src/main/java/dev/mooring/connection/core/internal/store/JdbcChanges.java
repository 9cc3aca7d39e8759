package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from the audit what was changed: every mutation writes it in its own transaction. */
final class JdbcChanges {
    /**
     * Numbers are given when a row is written and seen when it is committed, which is another order: so the mark is the
     * snapshot of the last look, and what it did not show is new. A row of a transaction that this server has yet to
     * begin came with a dump of another one.
     */
    private static final String BY_SNAPSHOT = """
            SELECT pg_current_snapshot()::text AS mark, changed.workspace, changed.name,
              pg_snapshot_xmax(?::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS is_another
            FROM (SELECT 1) AS once LEFT JOIN (
              SELECT DISTINCT workspace, name FROM audit
              WHERE is_change = 1 AND xact >= pg_snapshot_xmin(?::pg_snapshot)
                AND xact < pg_snapshot_xmax(pg_current_snapshot()) AND NOT pg_visible_in_snapshot(xact, ?::pg_snapshot)
              LIMIT ?) AS changed ON true""";

    private JdbcChanges() {}

    /** For a store with one writer at a time: the mark is the number of the last change. */
    static StoreChanges bySequence(Transaction transaction, String mark) throws SQLException {
        long latest = transaction
                .first(row -> row.getLong(1), "SELECT coalesce(max(seq), 0) FROM audit WHERE is_change = 1")
                .orElse(0L);
        String now = Long.toString(latest);
        if (mark.equals(now)) {
            return StoreChanges.none(mark);
        }
        // one that goes back is another store under the same name
        if (mark.equals(StoreChanges.NOTHING_SEEN) || latest < Long.parseLong(mark)) {
            return StoreChanges.everything(now);
        }
        return StoreChanges.of(
                now,
                transaction.list(
                        row -> new StoreChanges.Name(row.getString("workspace"), row.getString("name")),
                        "SELECT DISTINCT workspace, name FROM audit WHERE is_change = 1 AND seq > ? AND seq <= ? LIMIT ?",
                        Long.parseLong(mark),
                        latest,
                        StoreChanges.MOST + 1));
    }

    /** For a store with many writers at a time. */
    static StoreChanges bySnapshot(Transaction transaction, String mark) throws SQLException {
        if (mark.equals(StoreChanges.NOTHING_SEEN)) {
            return StoreChanges.everything(transaction
                    .first(row -> row.getString(1), "SELECT pg_current_snapshot()::text")
                    .orElseThrow());
        }
        List<Look> looks = transaction.list(Look::read, BY_SNAPSHOT, mark, mark, mark, StoreChanges.MOST + 1);
        Look first = looks.get(0);
        if (first.isAnother()) {
            return StoreChanges.everything(first.mark());
        }
        List<StoreChanges.Name> names = new ArrayList<>();
        looks.forEach(look -> look.name().ifPresent(names::add));
        return names.isEmpty() ? StoreChanges.none(mark) : StoreChanges.of(first.mark(), names);
    }

    /** A row of the answer: one without a name when nothing changed. */
    private record Look(String mark, boolean isAnother, Optional<StoreChanges.Name> name) {
        static Look read(ResultSet row) throws SQLException {
            String workspace = row.getString("workspace");
            String name = row.getString("name");
            return new Look(
                    row.getString("mark"),
                    row.getBoolean("is_another"),
                    Optional.ofNullable(workspace).map(place -> new StoreChanges.Name(place, name)));
        }
    }
}
