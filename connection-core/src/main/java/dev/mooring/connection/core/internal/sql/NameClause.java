package dev.mooring.connection.core.internal.sql;

import java.util.Optional;

/** Reads the name of a connection: a bare or back-quoted name, its workspace before it or not. */
final class NameClause {
    private static final String EXPECTED = "the name of a connection";

    private NameClause() {}

    static Statement.Name read(TokenCursor cursor) {
        Token first = part(cursor, EXPECTED);
        if (!cursor.accept(".")) {
            return new Statement.Name(first.text(), Optional.empty(), first.position());
        }
        Token second = part(cursor, EXPECTED);
        if (cursor.at(".")) {
            throw cursor.refused(
                    cursor.peek(), "a name has more than two parts", "write a connection as name or workspace.name");
        }
        return new Statement.Name(second.text(), Optional.of(first.text()), first.position());
    }

    /** Reads a name that can not be qualified, of something that is no connection. */
    static String single(TokenCursor cursor, String expected) {
        return part(cursor, expected).text();
    }

    private static Token part(TokenCursor cursor, String expected) {
        Token token = cursor.peek();
        boolean bare = token.is(Token.Kind.WORD) && Vocabulary.canBeBareName(token);
        boolean quoted = token.is(Token.Kind.QUOTED_NAME) && !token.text().isBlank();
        if (bare || quoted) {
            return cursor.next();
        }
        if (token.is(Token.Kind.WORD)) {
            throw cursor.refused(
                    token,
                    expected + " is missing before " + token.upper(),
                    "write the name first; what is called so is written in back quotes");
        }
        throw cursor.unexpected(expected);
    }
}
