package dev.mooring.connection.core.internal.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.JdbcConnectionStore;
import dev.mooring.connection.core.internal.store.StoreDialect;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens stores in PostgreSQL. */
public final class PostgresStores {
    private PostgresStores() {}

    /** Opens the store over a pool of its own, closed with it; lays it out if it is empty or old. */
    public static ConnectionStore open(PostgresSettings settings) {
        HikariDataSource pool = pool(settings);
        try {
            PostgresLayout.prepare(pool, settings.schema());
            // it waits for calls without an end, and the server is asked now and then whether it is there
            DataSource listening = new PostgresSource(settings.endless());
            return new JdbcConnectionStore(new PostgresDatabase(pool, listening, pool::close), StoreDialect.POSTGRES);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** Opens the store in the current schema of the application's own connections, which the application closes. */
    public static ConnectionStore open(DataSource source) {
        PostgresLayout.prepare(source, requireUsable(source));
        return new JdbcConnectionStore(new PostgresDatabase(source, source, () -> {}), StoreDialect.POSTGRES);
    }

    private static HikariDataSource pool(PostgresSettings settings) {
        HikariConfig pooling = new HikariConfig();
        pooling.setDataSource(new PostgresSource(settings));
        pooling.setPoolName("mooring-store");
        pooling.setMaximumPoolSize(settings.limits().connections());
        pooling.setMinimumIdle(1);
        pooling.setConnectionTimeout(settings.limits().waiting().toMillis());
        pooling.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // one attempt: who starts without a database is told why
        pooling.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(pooling);
        } catch (RuntimeException e) {
            throw unopened(e);
        }
    }

    /** What the store promises rests on statements that see what was committed before them. */
    private static String requireUsable(DataSource source) {
        try (var jdbc = source.getConnection()) {
            if (jdbc.getTransactionIsolation() != java.sql.Connection.TRANSACTION_READ_COMMITTED) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "the store's data source has another isolation than READ COMMITTED",
                        "give the layer a data source whose transactions are READ COMMITTED");
            }
            String schema = jdbc.getSchema();
            if (schema == null) {
                throw new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        "the store's data source has no current schema",
                        "make the schema, and set currentSchema in the data source");
            }
            return schema;
        } catch (SQLException e) {
            throw unopened(e);
        }
    }

    static ConnectionException unopened(Exception cause) {
        return new ConnectionException(
                ConnectionError.STORE_UNAVAILABLE,
                "the store's database can not be opened",
                "check that the database runs, that its address, role and password are right, and what the role may do",
                cause);
    }
}
