package dev.mooring.connection.core.internal.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens a store in a SQLite file that several processes of one machine may share. */
public final class SqliteStores {
    private static final int BUSY_MILLIS = 20_000;
    private static final int READERS = 4;

    private SqliteStores() {}

    /**
     * Opens the store in that file, made if absent with mode 600. What a mutation acknowledged is on disk: every commit
     * of the write-ahead log is forced.
     */
    public static ConnectionStore open(Path file) {
        return open(file, false);
    }

    /** As {@link #open(Path)}; where its keys are there already, an empty file that is there too was a store once. */
    public static ConnectionStore open(Path file, boolean hasKeys) {
        boolean isNew = isMade(file);
        HikariConfig pooling = new HikariConfig();
        pooling.setDataSource(source(file));
        pooling.setPoolName("mooring-store");
        pooling.setMaximumPoolSize(READERS);
        pooling.setMinimumIdle(1);
        pooling.setConnectionTimeout(BUSY_MILLIS);
        // one attempt, which itself waits while another process holds the file: what is no database stays none
        pooling.setInitializationFailTimeout(1);
        HikariDataSource pool = open(pooling, file);
        try {
            SqliteLayout.prepare(new Jdbc(pool, StoreDialect.SQLITE), file, isNew || !hasKeys);
            return new JdbcConnectionStore(new PooledDatabase(pool), StoreDialect.SQLITE);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    static SQLiteDataSource source(Path file) {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        settings.setBusyTimeout(BUSY_MILLIS);
        // a row under a key that was retired is refused by the database itself
        settings.enforceForeignKeys(true);
        // a transaction that starts by reading could otherwise fail to become a writer
        settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private static HikariDataSource open(HikariConfig pooling, Path file) {
        try {
            return new HikariDataSource(pooling);
        } catch (RuntimeException e) {
            throw new ConnectionException(
                    SqliteFile.isDamaged(e) ? ConnectionError.STORE_UNUSABLE : ConnectionError.STORE_UNAVAILABLE,
                    "the store " + file + " can not be opened",
                    "check that the file is a store of this library and that this user may write it",
                    e);
        }
    }

    private static boolean isMade(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the store " + file + " can not be made",
                    "check that the directory exists and that this user may write it",
                    e);
        }
    }
}
