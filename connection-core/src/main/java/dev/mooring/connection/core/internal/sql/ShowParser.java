package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what follows SHOW, and SELECT as far as it only wraps a SHOW. */
final class ShowParser {
    private static final int LONGEST_LIMIT = 18;

    private final TokenCursor cursor;

    ShowParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Statement parse(Token verb) {
        if (cursor.at("GRANTS")) {
            cursor.next();
            return new PrivilegeParser(cursor).parseShow(verb);
        }
        return cursor.accept("AUDIT") ? audit(verb) : list(verb);
    }

    private Statement.ShowAudit audit(Token verb) {
        Optional<Statement.Name> connection = Optional.empty();
        if (cursor.accept("FOR")) {
            cursor.expect("CONNECTION");
            connection = Optional.of(NameClause.read(cursor));
        }
        Predicate<AuditRecord> filter = cursor.accept("WHERE")
                ? new ConditionParser<>(cursor, List.of(AuditColumn.values())).parse()
                : record -> true;
        Optional<Long> limit = cursor.accept("LIMIT") ? Optional.of(limit()) : Optional.empty();
        if (!cursor.atEnd()) {
            throw cursor.misspelt("FOR, WHERE, LIMIT or the end of the statement", List.of("FOR", "WHERE", "LIMIT"));
        }
        return new Statement.ShowAudit(verb.position(), connection, filter, limit);
    }

    private Statement list(Token verb) {
        Optional<ConnectionCategory> category = ConnectionClause.categoryAnd(cursor, "CONNECTIONS");
        if (!cursor.accept("EXPIRING")) {
            return connections(verb, category);
        }
        Optional<Long> limit = cursor.accept("LIMIT") ? Optional.of(limit()) : Optional.empty();
        if (!cursor.atEnd()) {
            throw cursor.misspelt("LIMIT or the end of the statement", List.of("LIMIT"));
        }
        return new Statement.ShowExpiring(verb.position(), category, limit);
    }

    private Statement.Show connections(Token verb, Optional<ConnectionCategory> category) {
        Statement.Show.Filter filter = filter();
        Optional<Long> limit = cursor.accept("LIMIT") ? Optional.of(limit()) : Optional.empty();
        if (!cursor.atEnd() && !cursor.at(")")) {
            throw surplus();
        }
        return new Statement.Show(verb.position(), category, filter, limit);
    }

    Statement.Show parseSelect(Token verb) {
        boolean wrapsShow = cursor.accept("*") && cursor.accept("FROM") && cursor.accept("(") && cursor.at("SHOW");
        if (!wrapsShow) {
            throw cursor.refused(
                    cursor.peek(),
                    "the statement is not about a CONNECTION",
                    "the only query is SELECT * FROM (SHOW CONNECTIONS …)");
        }
        cursor.next();
        Statement.Show show = connections(verb, ConnectionClause.categoryAnd(cursor, "CONNECTIONS"));
        cursor.expect(")");
        return show;
    }

    private Statement.Show.Filter filter() {
        if (cursor.accept("LIKE")) {
            LikePattern pattern =
                    LikePattern.of(cursor.string("a pattern in single quotes").text());
            return new Statement.Show.Filter(connection -> pattern.matches(connection.name()), pattern.prefix());
        }
        return cursor.accept("WHERE")
                ? new Statement.Show.Filter(new ConditionParser<>(cursor, List.of(ShowColumn.values())).parse(), "")
                : Statement.Show.Filter.NONE;
    }

    private long limit() {
        Token number = cursor.peek();
        if (!number.is(Token.Kind.NUMBER)) {
            throw cursor.unexpected("a number");
        }
        if (number.text().length() > LONGEST_LIMIT) {
            throw cursor.refused(number, "the limit is too large", "write a smaller number, or leave LIMIT out");
        }
        return Long.parseLong(cursor.next().text());
    }

    private ConnectionException surplus() {
        boolean second = cursor.at("LIKE") || cursor.at("WHERE");
        return second
                ? cursor.refused(
                        cursor.peek(),
                        cursor.peek().upper() + " can not follow LIKE, WHERE or LIMIT",
                        "write either LIKE '…' or WHERE …, with LIMIT behind it; a pattern may stand in WHERE: name LIKE '…'")
                : cursor.misspelt(
                        "LIKE, WHERE, LIMIT or the end of the statement",
                        List.of("LIKE", "WHERE", "LIMIT", "EXPIRING"));
    }
}
