package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the words that say that a statement is about connections. */
final class ConnectionClause {
    private static final String KEYWORD = "CONNECTION";

    private ConnectionClause() {}

    /** Reads CONNECTION; a category before it, which only CREATE and SHOW have, is refused. */
    static void expect(TokenCursor cursor, Token verb) {
        if (cursor.accept(KEYWORD)) {
            return;
        }
        if (category(cursor).isPresent() && cursor.peek(1).is(KEYWORD)) {
            String statement = verb.upper() + " " + KEYWORD;
            throw cursor.refused(
                    cursor.peek(),
                    statement + " has no category, but " + cursor.peek().upper() + " was found",
                    "use " + statement);
        }
        throw about(cursor, KEYWORD, List.of(KEYWORD));
    }

    /** Reads a category, if there is one, and the keyword after it. */
    static Optional<ConnectionCategory> categoryAnd(TokenCursor cursor, String keyword) {
        Optional<ConnectionCategory> category = category(cursor);
        if (category.isPresent()) {
            cursor.next();
        }
        if (!cursor.accept(keyword)) {
            List<String> candidates = category.isPresent()
                    ? List.of(keyword)
                    : Stream.concat(Stream.of(keyword), Vocabulary.KINDS.stream())
                            .toList();
            throw about(cursor, keyword, candidates);
        }
        return category;
    }

    private static Optional<ConnectionCategory> category(TokenCursor cursor) {
        String kind = cursor.peek().keyword(Vocabulary.KINDS);
        return kind.isEmpty() ? Optional.empty() : Optional.of(ConnectionCategory.valueOf(kind));
    }

    private static ConnectionException about(TokenCursor cursor, String keyword, List<String> candidates) {
        Token token = cursor.peek();
        if (!token.is(Token.Kind.WORD) || cursor.meant(candidates).isPresent()) {
            return cursor.misspelt(keyword, candidates);
        }
        return cursor.refused(
                token,
                "the statement is not about a CONNECTION",
                "run statements about other objects where these objects live");
    }
}
