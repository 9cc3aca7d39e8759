package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.internal.store.Jdbc.Fate;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between databases, where what differs is more than how their tables are made. */
public enum StoreDialect {
    /** One writer at a time: a transaction that writes holds the whole file, and so whatever it read stays true. */
    SQLITE {
        @Override
        boolean isNameTaken(SQLException failure) {
            return failure.getErrorCode() == SQLITE_CONSTRAINT
                    && String.valueOf(failure.getMessage()).contains("connections.name_key");
        }

        @Override
        boolean isKeyNotInForce(SQLException failure) {
            return failure.getErrorCode() == SQLITE_CONSTRAINT
                    && String.valueOf(failure.getMessage()).contains("FOREIGN KEY");
        }

        @Override
        String keeping() {
            return "";
        }

        @Override
        String claiming() {
            return "";
        }

        @Override
        String removing() {
            return "";
        }

        @Override
        void beforeLinking(Transaction transaction, String workspace) {
            // nobody else writes
        }

        @Override
        int insert(Transaction transaction, List<@Nullable Object> row, List<Object> entry) throws SQLException {
            transaction.update(ConnectionRow.INSERT, row.toArray());
            return record(transaction, entry);
        }

        @Override
        int record(Transaction transaction, List<Object> entry) throws SQLException {
            return transaction.update(JdbcAudit.INSERT, entry.toArray());
        }

        @Override
        Fate fate(Transaction transaction, String number) {
            return Fate.UNKNOWN;
        }

        @Override
        StoreChanges changes(Transaction transaction, String mark) throws SQLException {
            return JdbcChanges.bySequence(transaction, mark);
        }
    },

    /** Many writers, each statement of which sees what was committed before it: what has to stay true is locked. */
    POSTGRES {
        @Override
        boolean isNameTaken(SQLException failure) {
            return UNIQUE_VIOLATION.equals(failure.getSQLState())
                    && String.valueOf(failure.getMessage()).contains("connections_name");
        }

        @Override
        boolean isKeyNotInForce(SQLException failure) {
            return FOREIGN_KEY_VIOLATION.equals(failure.getSQLState());
        }

        @Override
        String keeping() {
            return " FOR KEY SHARE";
        }

        @Override
        String claiming() {
            return " FOR NO KEY UPDATE";
        }

        @Override
        String removing() {
            return " FOR UPDATE";
        }

        @Override
        void beforeLinking(Transaction transaction, String workspace) throws SQLException {
            transaction.first(row -> true, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", workspace);
        }

        /** In one statement: each is a way to the server and back. */
        @Override
        int insert(Transaction transaction, List<@Nullable Object> row, List<Object> entry) throws SQLException {
            return numbered(
                    transaction,
                    "WITH added AS (" + ConnectionRow.INSERT + ") " + JdbcAudit.INSERT + NUMBER,
                    Stream.concat(row.stream(), entry.stream()).toArray());
        }

        @Override
        int record(Transaction transaction, List<Object> entry) throws SQLException {
            return numbered(transaction, JdbcAudit.INSERT + NUMBER, entry.toArray());
        }

        private static int numbered(Transaction transaction, String sql, Object... parameters) throws SQLException {
            Optional<String> number = transaction.first(row -> row.getString(1), sql, parameters);
            number.ifPresent(transaction::number);
            return number.isPresent() ? 1 : 0;
        }

        @Override
        Fate fate(Transaction transaction, String number) throws SQLException {
            String[] parts = number.split(" ", 3);
            String status = transaction
                    .first(row -> String.valueOf(row.getString(1)), "SELECT pg_xact_status(?::xid8)", parts[0])
                    .orElseThrow();
            if (status.equals("in progress")) {
                transaction.first(row -> true, "SELECT pg_sleep(0.05)");
                return Fate.IN_PROGRESS;
            }
            // the row decides: a server that crashed gives numbers that it had not written down to others
            boolean isThere = transaction
                    .first(
                            row -> true,
                            "SELECT 1 FROM audit WHERE seq = ?::bigint AND xact = ?::xid8 AND connection_id = ?",
                            parts[1],
                            parts[0],
                            parts[2])
                    .isPresent();
            return isThere ? Fate.COMMITTED : Fate.UNDONE;
        }

        @Override
        StoreChanges changes(Transaction transaction, String mark) throws SQLException {
            return JdbcChanges.bySnapshot(transaction, mark);
        }
    };

    private static final String NUMBER = " RETURNING xact || ' ' || seq || ' ' || connection_id";
    private static final int SQLITE_CONSTRAINT = 19;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Whether the failure says that a workspace has another connection of that name. */
    abstract boolean isNameTaken(SQLException failure);

    /** Whether the failure says that a row's key is not one of the keys in force, or that one has rows: nothing else refers. */
    abstract boolean isKeyNotInForce(SQLException failure);

    /** Ends a query whose rows shall not be deleted before the transaction ends. */
    abstract String keeping();

    /** Ends a query whose rows nobody else shall change, or claim, before the transaction ends. */
    abstract String claiming();

    /** Ends a query whose rows will be deleted: nobody else changes, claims or keeps them before the transaction ends. */
    abstract String removing();

    /**
     * Comes before the first row that a transaction changes if it also links, or counts, connections of the workspace: two
     * could otherwise close a circle from both ends, or both be the last that is let in, each without seeing the other.
     */
    abstract void beforeLinking(Transaction transaction, String workspace) throws SQLException;

    /**
     * Adds a row to the audit, of the parts that {@link JdbcAudit} gives it, and tells the transaction its number where the
     * database knows it by one. Answers how many rows that were.
     */
    abstract int record(Transaction transaction, List<Object> entry) throws SQLException;

    /** Adds the row of a connection, of the parts that {@link ConnectionRow} gives it, and {@linkplain #record records} it. */
    abstract int insert(Transaction transaction, List<@Nullable Object> row, List<Object> entry) throws SQLException;

    /** What became of the transaction of that number. */
    abstract Fate fate(Transaction transaction, String number) throws SQLException;

    /** What was changed since the mark. */
    abstract StoreChanges changes(Transaction transaction, String mark) throws SQLException;
}
