package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.store.Jdbc.RowReader;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a page along the unique index on workspace and name: one range with one lower and one upper end, and no pattern,
 * so that the index ends the reading and not a filter behind it.
 */
final class JdbcPages {
    private static final String WHERE = " WHERE workspace = ? AND name_key ";
    /** The size follows as a number, not as a parameter: PostgreSQL plans for a tenth of the table when it does not know it. */
    private static final String TO = " ? AND name_key < ? ORDER BY name_key LIMIT ";

    private JdbcPages() {}

    static List<StoredConnection> rows(Transaction transaction, String workspace, Page page) throws SQLException {
        return read(transaction, ConnectionRow::read, ConnectionRow.SELECT, workspace, page);
    }

    static List<String> names(Transaction transaction, String workspace, Page page) throws SQLException {
        return read(transaction, row -> row.getString(1), "SELECT name FROM connections", workspace, page);
    }

    private static <T> List<T> read(
            Transaction transaction, RowReader<T> reader, String select, String workspace, Page page)
            throws SQLException {
        String prefix = page.prefix();
        if (!StoreTexts.isKept(prefix)) {
            return List.of();
        }
        boolean isBehind =
                page.after().filter(name -> compare(name, prefix) >= 0).isPresent();
        return transaction.list(
                reader,
                select + WHERE + (isBehind ? ">" : ">=") + TO + page.size(),
                workspace,
                isBehind ? page.after().orElseThrow() : prefix,
                behind(prefix));
    }

    /** In the order of the databases: byte by byte. */
    private static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The first text behind all that begin with the prefix. */
    static String behind(String prefix) {
        if (prefix.isEmpty()) {
            return Character.toString(Character.MAX_CODE_POINT);
        }
        int last = prefix.codePointBefore(prefix.length());
        String rest = prefix.substring(0, prefix.length() - Character.charCount(last));
        if (last == Character.MAX_CODE_POINT) {
            return behind(rest);
        }
        boolean isBeforeSurrogates = last + 1 == Character.MIN_SURROGATE;
        return rest + Character.toString(isBeforeSurrogates ? Character.MAX_SURROGATE + 1 : last + 1);
    }
}
