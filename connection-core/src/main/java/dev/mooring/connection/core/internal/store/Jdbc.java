package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.core.LayerObserver.StoreCall;
import dev.mooring.connection.core.LayerObserver.StoreOperation;
import dev.mooring.connection.core.internal.observe.Observers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements on a database, in one transaction each time, and turns its failures into ours. */
final class Jdbc {
    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);
    /** How often work is begun at most that the database undid by itself. Each connection of a pool may have been cut. */
    private static final int ATTEMPTS = 10;
    /** How often a transaction is looked at that commits for long. */
    private static final int LOOKS = 20;

    private final DataSource dataSource;
    private final StoreDialect dialect;
    private volatile Observers observers = Observers.none();

    Jdbc(DataSource dataSource, StoreDialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    /** Work within one transaction. It may run several times, each time as if it were the first. */
    @FunctionalInterface
    interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What became of a transaction. */
    enum Fate {
        COMMITTED,
        UNDONE,
        IN_PROGRESS,
        UNKNOWN
    }

    /** The database undid all that an attempt had done. */
    private static final class Undone extends Exception {
        private final SQLException failure;

        Undone(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws SQLException, Undone;
    }

    /** Commits what the work did, or nothing of it when it throws. What the database undid by itself is done again. */
    <T> T write(Work<T> work) {
        return attempted(StoreOperation.WRITE, () -> {
            var jdbc = dataSource.getConnection();
            try {
                return committed(jdbc, work);
            } finally {
                end(jdbc);
            }
        });
    }

    /** Answers what the database has; nothing of a transaction stays open. */
    <T> T read(Work<T> work) {
        return attempted(StoreOperation.READ, () -> {
            var jdbc = dataSource.getConnection();
            try {
                return work.run(new Transaction(jdbc));
            } catch (SQLException e) {
                throw unlessUndone(e);
            } finally {
                endReading(jdbc);
            }
        });
    }

    /** Also a connection that is cut off, of which nothing can be asked any more, is given back. */
    private static void endReading(java.sql.Connection jdbc) {
        try {
            if (!jdbc.getAutoCommit()) {
                undo(jdbc);
            }
        } catch (SQLException e) {
            LOG.debug("a connection of the store says no more whether it is in a transaction: {}", e.toString());
        }
        end(jdbc);
    }

    /** Tells these from now on how long each transaction took. */
    void observedBy(Observers those) {
        observers = those;
    }

    private <T> T attempted(StoreOperation operation, Attempt<T> attempt) {
        if (observers.areNone()) {
            return attempted(attempt);
        }
        long start = observers.now();
        try {
            T result = attempted(attempt);
            tell(operation, start, Optional.empty());
            return result;
        } catch (ConnectionException e) {
            // a refusal, of a name that is taken for instance, is an answer
            tell(operation, start, Optional.of(e.code()).filter(code -> code.kind() != ErrorCode.Kind.USER));
            throw e;
        }
    }

    private void tell(StoreOperation operation, long start, Optional<ErrorCode> failure) {
        StoreCall call = new StoreCall(operation, observers.since(start), failure);
        observers.tell(observer -> observer.storeCalled(call));
    }

    private static <T> T attempted(Attempt<T> attempt) {
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.make();
            } catch (Undone e) {
                if (attempts == ATTEMPTS) {
                    throw StoreFailures.unavailable(e.failure());
                }
            } catch (SQLException e) {
                throw StoreFailures.unavailable(e);
            }
        }
    }

    private <T> T committed(java.sql.Connection jdbc, Work<T> work) throws SQLException, Undone {
        Transaction transaction = new Transaction(jdbc);
        T result;
        try {
            jdbc.setAutoCommit(false);
            result = work.run(transaction);
        } catch (SQLException e) {
            undo(jdbc);
            throw unlessUndone(e);
        } catch (RuntimeException e) {
            undo(jdbc);
            throw e;
        }
        try {
            jdbc.commit();
            return result;
        } catch (SQLException e) {
            undo(jdbc);
            requireCommitted(transaction, e);
            return result;
        }
    }

    /** A server that was cut off while it committed may have done so: who asks it afterwards learns which. */
    private void requireCommitted(Transaction transaction, SQLException failure) throws SQLException, Undone {
        if (!SqlState.of(failure).isCut()) {
            throw unlessUndone(failure);
        }
        Fate fate = transaction.number().map(this::fate).orElse(Fate.UNKNOWN);
        if (fate == Fate.UNDONE) {
            throw new Undone(failure);
        }
        if (fate == Fate.UNKNOWN) {
            throw StoreFailures.maybeDone(failure);
        }
    }

    /** What became of a transaction; one that still commits is waited for. */
    private Fate fate(String number) {
        Fate fate = Fate.IN_PROGRESS;
        for (int looks = 1; looks <= LOOKS && fate == Fate.IN_PROGRESS; looks++) {
            try {
                fate = read(transaction -> dialect.fate(transaction, number));
            } catch (ConnectionException e) {
                LOG.debug("nobody knows whether a change was committed: {}", e.toString());
                fate = Fate.UNKNOWN;
            }
        }
        return fate == Fate.IN_PROGRESS ? Fate.UNKNOWN : fate;
    }

    /** The failure, unless the same work may succeed the next time. */
    private static SQLException unlessUndone(SQLException failure) throws Undone {
        if (SqlState.of(failure).undidTransaction()) {
            throw new Undone(failure);
        }
        return failure;
    }

    /** The failure that led here is the one to tell. */
    private static void undo(java.sql.Connection jdbc) {
        try {
            jdbc.rollback();
        } catch (SQLException e) {
            LOG.debug("nothing was left to be undone: {}", e.toString());
        }
    }

    /** What was done is done, whatever becomes of the connection. */
    private static void end(java.sql.Connection jdbc) {
        try {
            jdbc.close();
        } catch (SQLException e) {
            LOG.debug("a connection of the store did not close: {}", e.toString());
        }
    }

    /** The statements of one transaction. */
    static final class Transaction {
        private final java.sql.Connection jdbc;
        private Optional<String> number = Optional.empty();

        private Transaction(java.sql.Connection jdbc) {
            this.jdbc = jdbc;
        }

        /** By what the database knows the transaction, where it tells. */
        Optional<String> number() {
            return number;
        }

        void number(String told) {
            number = Optional.of(told);
        }

        int update(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepared(sql, parameters)) {
                return statement.executeUpdate();
            }
        }

        <T> List<T> list(RowReader<T> reader, String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepared(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(read(reader, rows));
                }
                return result;
            }
        }

        /** The records refuse what a damaged row holds; their words may quote it, so they are not kept. */
        private static <T> T read(RowReader<T> reader, ResultSet row) throws SQLException {
            try {
                return reader.read(row);
            } catch (RuntimeException e) {
                throw new ConnectionException(
                        ConnectionError.STORE_UNUSABLE,
                        "a row of the store is damaged (" + e.getClass().getSimpleName() + ")",
                        "restore the store from a backup");
            }
        }

        <T> Optional<T> first(RowReader<T> reader, String sql, Object... parameters) throws SQLException {
            return list(reader, sql, parameters).stream().findFirst();
        }

        private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
            PreparedStatement statement = jdbc.prepareStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                requireKept(parameters[i]);
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        }

        /** What one database refuses and another changes without a word, none keeps. */
        private static void requireKept(Object parameter) {
            if (parameter instanceof String text && !StoreTexts.isKept(text)) {
                throw StoreTexts.refused();
            }
        }
    }
}
