package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Reads the condition of WHERE. Depth is limited, so that no text can exhaust the stack. */
final class ConditionParser {
    private static final int DEEPEST = 50;
    private static final Map<String, IntPredicate> COMPARISONS = Map.of(
            "=", order -> order == 0,
            "!=", order -> order != 0,
            "<>", order -> order != 0,
            "<", order -> order < 0,
            "<=", order -> order <= 0,
            ">", order -> order > 0,
            ">=", order -> order >= 0);

    private final TokenCursor cursor;
    private int depth;

    ConditionParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Predicate<Connection> parse() {
        List<Predicate<Connection>> alternatives = new ArrayList<>();
        do {
            alternatives.add(conjunction());
        } while (cursor.accept("OR"));
        return connection -> alternatives.stream().anyMatch(each -> each.test(connection));
    }

    private Predicate<Connection> conjunction() {
        List<Predicate<Connection>> parts = new ArrayList<>();
        do {
            parts.add(negation());
        } while (cursor.accept("AND"));
        return connection -> parts.stream().allMatch(each -> each.test(connection));
    }

    private Predicate<Connection> negation() {
        boolean negated = false;
        while (cursor.accept("NOT")) {
            negated = !negated;
        }
        Predicate<Connection> operand = cursor.at("(") ? nested() : comparison();
        return negated ? operand.negate() : operand;
    }

    private Predicate<Connection> nested() {
        Token open = cursor.next();
        if (++depth > DEEPEST) {
            throw cursor.refused(open, "parentheses are nested too deeply", "nest at most " + DEEPEST + " of them");
        }
        Predicate<Connection> inner = parse();
        cursor.expect(")");
        depth--;
        return inner;
    }

    private Predicate<Connection> comparison() {
        ShowColumn column = column();
        boolean negated = cursor.accept("NOT");
        Predicate<Connection> test;
        if (cursor.accept("LIKE")) {
            LikePattern pattern =
                    LikePattern.of(cursor.string("a pattern in single quotes").text());
            test = connection -> pattern.matches(column.text(connection));
        } else if (cursor.accept("IN")) {
            Set<String> keys = keys(column);
            test = connection -> keys.contains(column.key(connection));
        } else {
            test = compared(column, negated);
        }
        return negated ? test.negate() : test;
    }

    private ShowColumn column() {
        Token word = cursor.peek();
        if (!word.is(Token.Kind.WORD)) {
            throw cursor.unexpected("a column");
        }
        Optional<ShowColumn> column = ShowColumn.named(word.text());
        if (column.isEmpty()) {
            throw cursor.misspelt("one of the columns " + String.join(", ", ShowColumn.titles()), ShowColumn.titles());
        }
        cursor.next();
        return column.get();
    }

    private Predicate<Connection> compared(ShowColumn column, boolean negated) {
        IntPredicate wanted = COMPARISONS.get(
                cursor.peek().is(Token.Kind.SYMBOL) ? cursor.peek().text() : "");
        if (wanted == null || negated) {
            String expected = negated ? "LIKE or IN" : "a comparison such as =, <>, <, >=, LIKE or IN";
            throw cursor.misspelt(expected, List.of("LIKE", "NOT", "IN"));
        }
        cursor.next();
        String key = key(column);
        return connection -> wanted.test(column.key(connection).compareTo(key));
    }

    private Set<String> keys(ShowColumn column) {
        Set<String> keys = new java.util.HashSet<>();
        cursor.expect("(");
        do {
            keys.add(key(column));
        } while (cursor.accept(","));
        cursor.expect(")");
        return keys;
    }

    private String key(ShowColumn column) {
        Token first = cursor.peek();
        boolean timestamp = cursor.accept("TIMESTAMP");
        if (timestamp && column != ShowColumn.CREATED_TIME) {
            throw cursor.refused(first, column.title() + " is not a time", "compare it with a text in single quotes");
        }
        Token literal = cursor.string("a value in single quotes");
        return column.key(literal.text())
                .orElseThrow(() -> cursor.refused(
                        literal,
                        "the text is not a time",
                        "write a time in UTC such as TIMESTAMP'2025-05-11 09:36:51.548'"));
    }
}
