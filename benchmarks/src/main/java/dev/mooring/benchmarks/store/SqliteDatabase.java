package dev.mooring.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.benchmarks.harness.Directories;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.subject.TokenType;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.Keyring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A file in a directory of its own. */
final class SqliteDatabase implements Database {
    private final Path directory;
    private final HikariDataSource pool;

    SqliteDatabase() throws Exception {
        directory = Files.createTempDirectory("store");
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        settings.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl("jdbc:sqlite:" + directory.resolve("connections.db"));
        pool = Database.pool(source);
    }

    static ConnectionLayer layer(Path directory, Path keyring, TokenService service) {
        return ConnectionLayer.in(directory)
                .keyring(Keyring.inFile(keyring))
                .provider(new TokenType(service))
                .open();
    }

    @Override
    public String address() {
        return directory.toString();
    }

    @Override
    public Path keyring() {
        return directory.resolve("keyring.json");
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void settle() throws SQLException {
        try (var jdbc = pool.getConnection();
                var statement = jdbc.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @Override
    public void close() throws Exception {
        pool.close();
        Directories.delete(directory);
    }
}
