package dev.mooring.connection.core.internal.store.postgres;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Lays the tables out, under a lock of the database: many nodes may start at once. A database that is laid out already
 * costs one question and no right to make tables.
 */
final class PostgresLayout {
    /** The version of the newest migration. */
    static final int VERSION = 3;

    private static final String HISTORY = "layout_history";
    private static final String PLACE = "classpath:dev/mooring/connection/core/store/postgres";

    private PostgresLayout() {}

    static void prepare(DataSource source, String schema) {
        Optional<Integer> present = version(source, schema);
        present.filter(version -> version > VERSION).ifPresent(version -> {
            throw new ConnectionException(
                    ConnectionError.STORE_UNUSABLE,
                    "the store in schema " + schema + " has layout version " + version
                            + ", and this library knows those up to " + VERSION,
                    "open it with the newer version of the library that changed it, or use another schema");
        });
        if (present.isEmpty() || present.get() < VERSION) {
            migrate(source, schema);
        }
    }

    private static void migrate(DataSource source, String schema) {
        try {
            Flyway.configure(PostgresLayout.class.getClassLoader())
                    .dataSource(source)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .table(HISTORY)
                    .locations(PLACE)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the store's tables can not be made or renewed in schema " + schema,
                    "let the role make tables there, or let one that may open the store once; the schema must be the"
                            + " store's own",
                    e);
        }
    }

    /** The newest step that was taken, empty in a schema without a store. */
    private static Optional<Integer> version(DataSource source, String schema) {
        String history = "\"" + schema.replace("\"", "\"\"") + "\"." + HISTORY;
        try (var jdbc = source.getConnection()) {
            if (first(jdbc, "SELECT to_regclass(?)::text", history).isEmpty()) {
                return Optional.empty();
            }
            return first(jdbc, "SELECT max(version::integer)::text FROM " + history + " WHERE success")
                    .map(Integer::valueOf);
        } catch (SQLException e) {
            throw PostgresStores.unopened(e);
        }
    }

    private static Optional<String> first(java.sql.Connection jdbc, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = jdbc.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
