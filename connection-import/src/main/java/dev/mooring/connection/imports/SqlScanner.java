package dev.mooring.connection.imports;

import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.imports.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a text of several statements into tokens. A string or comment that does not end swallows the rest of the text. */
final class SqlScanner {
    private final String text;
    private final Dialect dialect;
    private int at;
    private int line = 1;
    private int lineStart;

    /** What differs between the texts that are read. */
    enum Dialect {
        DUCKDB,
        /** Backslashes escape in strings, {@code $$} encloses them too, and {@code //} starts a comment. */
        SNOWFLAKE
    }

    /**
     * The tokens of a text.
     *
     * @param statements the tokens of each statement, without the semicolons
     * @param unended where a string, name or comment starts that does not end
     */
    record Scanned(List<List<SqlToken>> statements, Optional<SourcePosition> unended) {}

    private SqlScanner(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    static Scanned scan(String text, Dialect dialect) {
        return new SqlScanner(text, dialect).scan();
    }

    private Scanned scan() {
        List<List<SqlToken>> statements = new ArrayList<>();
        List<SqlToken> current = new ArrayList<>();
        while (true) {
            Optional<SourcePosition> open = skipBlanksAndComments();
            if (open.isPresent()) {
                return end(statements, current, open);
            }
            if (at >= text.length()) {
                return end(statements, current, Optional.empty());
            }
            SourcePosition start = here();
            Optional<SqlToken> token = token(start);
            if (token.isEmpty()) {
                return end(statements, current, Optional.of(start));
            }
            if (token.get().isSymbol(';')) {
                add(statements, current);
                current = new ArrayList<>();
            } else {
                current.add(token.get());
            }
        }
    }

    private static Scanned end(
            List<List<SqlToken>> statements, List<SqlToken> current, Optional<SourcePosition> unended) {
        if (unended.isEmpty()) {
            add(statements, current);
        }
        return new Scanned(statements, unended);
    }

    private static void add(List<List<SqlToken>> statements, List<SqlToken> statement) {
        if (!statement.isEmpty()) {
            statements.add(List.copyOf(statement));
        }
    }

    private Optional<SourcePosition> skipBlanksAndComments() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                next();
            } else if (looksAt("--") || (dialect == Dialect.SNOWFLAKE && looksAt("//"))) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    next();
                }
            } else if (looksAt("/*")) {
                SourcePosition start = here();
                int close = text.indexOf("*/", at + 2);
                if (close < 0) {
                    return Optional.of(start);
                }
                moveTo(close + 2);
            } else {
                break;
            }
        }
        return Optional.empty();
    }

    private Optional<SqlToken> token(SourcePosition start) {
        char first = text.charAt(at);
        if (first == '\'') {
            return quoted('\'').map(string -> new SqlToken(Kind.STRING, string, start));
        }
        if (first == '"') {
            return quoted('"').map(name -> new SqlToken(Kind.QUOTED, name, start));
        }
        if (dialect == Dialect.SNOWFLAKE && looksAt("$$")) {
            int close = text.indexOf("$$", at + 2);
            if (close < 0) {
                return Optional.empty();
            }
            String string = text.substring(at + 2, close);
            moveTo(close + 2);
            return Optional.of(new SqlToken(Kind.STRING, string, start));
        }
        if (isWordPart(first) && first != '-') {
            int from = at;
            while (at < text.length() && isWordPart(text.charAt(at)) && !looksAt("--")) {
                next();
            }
            return Optional.of(new SqlToken(Kind.WORD, text.substring(from, at), start));
        }
        next();
        return Optional.of(new SqlToken(Kind.SYMBOL, String.valueOf(first), start));
    }

    /** What the quotes enclose; empty when they do not close. A doubled quote is one. */
    private Optional<String> quoted(char quote) {
        StringBuilder inside = new StringBuilder();
        next();
        while (at < text.length()) {
            char character = text.charAt(at);
            next();
            if (character == quote) {
                if (at >= text.length() || text.charAt(at) != quote) {
                    return Optional.of(inside.toString());
                }
                next();
            } else if (character == '\\' && quote == '\'' && dialect == Dialect.SNOWFLAKE && at < text.length()) {
                character = escaped(text.charAt(at));
                next();
            }
            inside.append(character);
        }
        return Optional.empty();
    }

    private static char escaped(char character) {
        return switch (character) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> character;
        };
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '.' || character == '-';
    }

    private boolean looksAt(String prefix) {
        return text.startsWith(prefix, at);
    }

    private void moveTo(int position) {
        while (at < position) {
            next();
        }
    }

    private void next() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private SourcePosition here() {
        return new SourcePosition(line, at - lineStart + 1);
    }
}
