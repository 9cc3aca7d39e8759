package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What can be wrong with a SQLite file. */
final class SqliteFile {
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    private static final int PRIMARY_CODE = 0xff;

    private SqliteFile() {}

    /**
     * Refuses a file that lost a part of its last page, which SQLite takes for zeros; more than that it notices itself. The
     * file is only looked at: if this process opened and closed it otherwise than through SQLite, the locks that SQLite
     * holds on it for this process were gone (<a href="https://www.sqlite.org/howtocorrupt.html">section 2.2</a>).
     */
    static void requireWhole(Transaction transaction, Path file) throws SQLException {
        long pages =
                transaction.first(row -> row.getLong(1), "PRAGMA page_count").orElseThrow();
        long pageSize =
                transaction.first(row -> row.getLong(1), "PRAGMA page_size").orElseThrow();
        try {
            // pages that are in the log only are not missing
            boolean isShort = Files.size(file) < pages * pageSize && !hasLog(file);
            if (isShort && Files.size(file) < pages * pageSize) {
                throw new ConnectionException(
                        ConnectionError.STORE_UNUSABLE,
                        "the store " + file + " was cut off: it has not all of its " + pages * pageSize + " bytes",
                        "keep what is left of it, and restore it from a backup");
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the store " + file + " can not be looked at",
                    "check that this user may read and write the file",
                    e);
        }
    }

    /** An empty file beside which the keys of its connections stand. */
    static ConnectionException emptied(Path file) {
        return new ConnectionException(
                ConnectionError.STORE_UNUSABLE,
                "the store " + file + " is empty, but the keys beside it say that it was not always",
                "restore it from a backup; if there never was a connection in it, remove the file");
    }

    /** Whether SQLite says that the file is damaged or no database. */
    static boolean isDamaged(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                int code = sql.getErrorCode() & PRIMARY_CODE;
                if (code == CORRUPT || code == NOT_A_DATABASE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasLog(Path file) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        return Files.exists(log) && Files.size(log) > 0;
    }
}
