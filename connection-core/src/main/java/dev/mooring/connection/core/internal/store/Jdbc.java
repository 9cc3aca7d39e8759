package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs statements on a database, in one transaction each time, and turns its failures into ours. */
final class Jdbc {
    private final DataSource dataSource;

    Jdbc(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work within one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Commits what the work did, or nothing of it when it throws. */
    <T> T write(Work<T> work) {
        try (var jdbc = dataSource.getConnection()) {
            jdbc.setAutoCommit(false);
            try {
                T result = work.run(new Transaction(jdbc));
                jdbc.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                jdbc.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    <T> T read(Work<T> work) {
        try (var jdbc = dataSource.getConnection()) {
            return work.run(new Transaction(jdbc));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    static ConnectionException unavailable(Exception cause) {
        return new ConnectionException(
                ConnectionError.STORE_UNAVAILABLE,
                "the store does not answer",
                ConnectionError.STORE_UNAVAILABLE.remedy(),
                cause);
    }

    /** The statements of one transaction. */
    static final class Transaction {
        private final java.sql.Connection jdbc;

        private Transaction(java.sql.Connection jdbc) {
            this.jdbc = jdbc;
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
                        ConnectionError.STORE_UNAVAILABLE,
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
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        }
    }
}
