package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** What is wrong with a SQLite file, as far as it shows before anything is read through it. */
final class SqliteFile {
    /** As <a href="https://www.sqlite.org/fileformat.html#the_database_header">its format</a> has it. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER_BYTES = 100;
    private static final int PAGE_SIZE_AT = 16;
    private static final int LARGEST_PAGE = 65_536;
    private static final int CHANGES_AT = 24;
    private static final int PAGES_AT = 28;
    private static final int PAGES_VALID_FOR_AT = 92;

    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    private static final int PRIMARY_CODE = 0xff;

    private SqliteFile() {}

    /** Refuses a file that is shorter than its header says, which SQLite notices only where a lost page is needed. */
    static void requireWhole(Path file) {
        try {
            Optional<Long> said = saidLength(file);
            // a process that writes pages back writes the header first, and its log is there until all are written
            if (said.isPresent() && Files.size(file) < said.get() && !hasLog(file)) {
                long length = Files.size(file);
                if (length < said.get()) {
                    throw new ConnectionException(
                            ConnectionError.STORE_UNUSABLE,
                            "the store " + file + " was cut off: it has " + length + " of its " + said.get() + " bytes",
                            "keep what is left of it, and restore it from a backup");
                }
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the store " + file + " can not be read",
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

    /** How long the header says that the file is; empty when there is no header or it does not know. */
    private static Optional<Long> saidLength(Path file) throws IOException {
        ByteBuffer header;
        try (InputStream content = Files.newInputStream(file)) {
            header = ByteBuffer.wrap(content.readNBytes(HEADER_BYTES));
        }
        boolean isHeader = header.remaining() == HEADER_BYTES
                && Arrays.equals(MAGIC, Arrays.copyOf(header.array(), MAGIC.length));
        if (!isHeader || header.getInt(CHANGES_AT) != header.getInt(PAGES_VALID_FOR_AT)) {
            return Optional.empty();
        }
        int pageSize = Short.toUnsignedInt(header.getShort(PAGE_SIZE_AT));
        return Optional.of(Integer.toUnsignedLong(header.getInt(PAGES_AT)) * (pageSize == 1 ? LARGEST_PAGE : pageSize));
    }
}
