package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.spi.ProbeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the statements of a text one after another, by recursive descent. Not safe for use by several threads. */
public final class StatementParser {
    private static final String STATEMENTS =
            "a CREATE, SHOW, DESC, DROP, ALTER, TEST, GRANT or REVOKE statement about a CONNECTION";

    private final TokenCursor cursor;
    private int begin;

    /**
     * A statement and what was tolerated in it.
     *
     * @param statement the statement
     * @param warnings what was tolerated, with positions
     */
    public record Parsed(Statement statement, List<Violation> warnings) {
        /** Copies the warnings. */
        public Parsed {
            warnings = List.copyOf(warnings);
        }
    }

    private StatementParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** A parser at the start of the text; throws a {@link ConnectionException} when there is no statement in it. */
    public static StatementParser of(String text) {
        return of(Lexer.tokens(text));
    }

    static StatementParser of(List<Token> tokens) {
        StatementParser parser = new StatementParser(new TokenCursor(tokens));
        if (!parser.hasNext()) {
            throw parser.cursor.refused(
                    parser.cursor.peek(), "there is no statement in the text", "write " + STATEMENTS);
        }
        return parser;
    }

    /** The one statement of the text; throws a {@link ConnectionException} when there is none or more than one. */
    public static Parsed single(String text) {
        StatementParser parser = of(text);
        Parsed parsed = parser.next();
        if (parser.hasNext()) {
            throw parser.cursor.refused(
                    parser.cursor.peek(),
                    "more text follows the statement",
                    "give one statement, or run it as a script");
        }
        return parsed;
    }

    /** Whether another statement follows; empty statements do not count. */
    public boolean hasNext() {
        while (cursor.accept(";")) {
            // an empty statement says nothing
        }
        return !cursor.peek().is(Token.Kind.END);
    }

    /** Where the next statement starts. */
    public SourcePosition position() {
        return cursor.position();
    }

    /** The next statement; throws a {@link ConnectionException} with a position, after which {@link #recover} can go on. */
    public Parsed next() {
        begin = cursor.index();
        Statement statement = statement();
        if (cursor.atForgottenSemicolon()) {
            cursor.warn(cursor.peek(), ";", "end the statement before this one with ';'");
        } else if (!cursor.accept(";") && !cursor.atEnd()) {
            throw cursor.unexpected("';' or the end of the statement");
        }
        return new Parsed(statement, cursor.takeWarnings());
    }

    /** Skips the rest of a statement that failed: to the next semicolon, or to a line that starts with a statement. */
    public void recover() {
        cursor.takeWarnings();
        while (cursor.index() == begin || !cursor.atEnd()) {
            if (cursor.next().is(Token.Kind.END)) {
                return;
            }
        }
    }

    private Statement statement() {
        Token verb = cursor.peek();
        if (!verb.is(Token.Kind.WORD) || !Vocabulary.isVerb(verb)) {
            throw cursor.misspelt(STATEMENTS, Vocabulary.VERBS);
        }
        cursor.next();
        return switch (verb.keyword(Vocabulary.VERBS)) {
            case "CREATE" -> new CreateParser(cursor).parse();
            case "SHOW" -> new ShowParser(cursor).parse(verb);
            case "SELECT" -> new ShowParser(cursor).parseSelect(verb);
            case "ALTER" -> new AlterParser(cursor).parse(verb);
            case "DROP" -> drop(verb);
            case "TEST" -> test(verb);
            case "GRANT", "REVOKE" -> new PrivilegeParser(cursor).parse(verb);
            default -> describe(verb);
        };
    }

    private Statement describe(Token verb) {
        ConnectionClause.expect(cursor, verb);
        Statement.Describe.Detail detail =
                cursor.accept("EXTENDED") ? Statement.Describe.Detail.EXTENDED : Statement.Describe.Detail.PLAIN;
        return new Statement.Describe(NameClause.read(cursor), detail);
    }

    private Statement drop(Token verb) {
        ConnectionClause.expect(cursor, verb);
        Statement.Drop.Absence absence = Statement.Drop.Absence.FAILS;
        if (cursor.accept("IF")) {
            cursor.expect("EXISTS");
            absence = Statement.Drop.Absence.TOLERATED;
        }
        Statement.Name name = NameClause.read(cursor);
        boolean isCascade = cursor.accept("CASCADE");
        if (!isCascade && !cursor.accept("RESTRICT") && !cursor.atEnd()) {
            throw cursor.misspelt("RESTRICT, CASCADE or the end of the statement", List.of("RESTRICT", "CASCADE"));
        }
        return new Statement.Drop(
                name, absence, isCascade ? Statement.Drop.Users.CASCADE : Statement.Drop.Users.RESTRICT);
    }

    private Statement test(Token verb) {
        ConnectionClause.expect(cursor, verb);
        Statement.Name name = NameClause.read(cursor);
        Optional<AccessScope> scope = cursor.accept("SCOPE") ? Optional.of(scope()) : Optional.empty();
        ProbeRequest.Mode mode = cursor.accept("WRITE") ? ProbeRequest.Mode.WRITE : ProbeRequest.Mode.READ_ONLY;
        return new Statement.Test(name, scope, mode);
    }

    /** The scope. Its own failures repeat its text, which stands in a literal, so they are not passed on. */
    private AccessScope scope() {
        List<Token> grants = new ArrayList<>();
        do {
            grants.add(cursor.string("a resource with actions, as a string"));
        } while (cursor.accept(","));
        try {
            return AccessScope.parse(grants.stream().map(Token::text).toList());
        } catch (ConnectionException unreadable) {
            throw ConnectionException.builder(ConnectionError.INVALID_SCOPE, "the scope can not be read")
                    .remedy(
                            "write resources with actions such as 's3://bucket/prefix/=READ,LIST', or '*' for everything")
                    .position(grants.get(0).position())
                    .build();
        }
    }
}
