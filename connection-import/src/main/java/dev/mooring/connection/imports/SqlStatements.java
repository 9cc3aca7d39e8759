package dev.mooring.connection.imports;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the statements of a text one by one, so that a faulty one loses nothing of the others. */
final class SqlStatements {
    private SqlStatements() {}

    /**
     * The items of a text.
     *
     * @param reader makes an item of a statement, or none of one that is about something else
     */
    static List<ImportItem> read(
            String text, SqlScanner.Dialect dialect, Function<SqlCursor, Optional<ItemDraft>> reader) {
        SqlScanner.Scanned scanned = SqlScanner.scan(text, dialect);
        List<ImportItem> items = new ArrayList<>();
        for (List<SqlToken> statement : scanned.statements()) {
            SqlCursor cursor = new SqlCursor(statement);
            try {
                reader.apply(cursor).map(ItemDraft::build).ifPresent(items::add);
            } catch (ConnectionException e) {
                items.add(faulty(cursor, e));
            }
        }
        scanned.unended()
                .ifPresent(place -> items.add(new ItemDraft("the rest of the text", "unreadable", Optional.of(place))
                        .refuse("TEXT", Reason.MALFORMED, "a string, name or comment starts here and does not end")
                        .build()));
        return items;
    }

    private static ImportItem faulty(SqlCursor cursor, ConnectionException failure) {
        return new ItemDraft("statement at " + cursor.start(), "unreadable", Optional.of(cursor.start()))
                .problem(Violation.error("STATEMENT", Reason.MALFORMED, String.valueOf(failure.getMessage()))
                        .at(failure.position()))
                .build();
    }
}
