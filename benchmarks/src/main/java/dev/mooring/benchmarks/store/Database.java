package dev.mooring.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.connection.core.ConnectionLayer;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A new store, and plain JDBC over the same database with the same settings. */
interface Database extends AutoCloseable {
    /** Which databases there are. */
    enum Kind {
        SQLITE("SQLite") {
            @Override
            Database open() throws Exception {
                return new SqliteDatabase();
            }

            @Override
            ConnectionLayer layer(String address, Path keyring, TokenService service) {
                return SqliteDatabase.layer(Path.of(address), keyring, service);
            }
        },
        POSTGRES("PostgreSQL") {
            @Override
            Database open() throws Exception {
                return new PostgresDatabase();
            }

            @Override
            ConnectionLayer layer(String address, Path keyring, TokenService service) {
                return PostgresDatabase.layer(address, keyring, service);
            }
        };

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As a reader knows it. */
        String title() {
            return title;
        }

        abstract Database open() throws Exception;

        /** A layer of another process over the store of that address. */
        abstract ConnectionLayer layer(String address, Path keyring, TokenService service);
    }

    /** Where other processes find it. */
    String address();

    /** The keys of the layers over it. */
    Path keyring();

    /** Pooled connections that are set up as Mooring's are. */
    DataSource dataSource();

    /** Lets it do now what it would do some time after a mass of rows came. */
    void settle() throws Exception;

    @Override
    void close() throws Exception;

    /** A pool of a few connections over the source. */
    static HikariDataSource pool(DataSource source) {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(source);
        settings.setMaximumPoolSize(2);
        return new HikariDataSource(settings);
    }
}
