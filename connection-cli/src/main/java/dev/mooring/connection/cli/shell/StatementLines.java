package dev.mooring.connection.cli.shell;

import dev.mooring.connection.core.ConnectionSql;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Decides when what was typed is whole: at a semicolon outside literals and comments, or at a word of the shell. */
final class StatementLines implements Parser {
    static final String HELP = "help";

    private static final Set<String> WORDS = Set.of("exit", "quit", "\\q", HELP);

    private final Parser words = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
            throw new EOFError(-1, -1, "the statement goes on");
        }
        return words.parse(line, cursor, ParseContext.COMPLETE);
    }

    static boolean isWord(String line) {
        return WORDS.contains(line.strip().toLowerCase(Locale.ROOT));
    }

    /** Redaction drops comments and hides literals, so a semicolon at its end is the statement's own. */
    private static boolean isWhole(String line) {
        return line.isBlank() || isWord(line) || ConnectionSql.redact(line).endsWith(";");
    }
}
