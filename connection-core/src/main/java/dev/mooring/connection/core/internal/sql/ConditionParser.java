package dev.mooring.connection.core.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads the condition of WHERE. Depth is limited, so that no text can exhaust the stack.
 *
 * @param <T> what is filtered
 */
final class ConditionParser<T> {
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
    private final List<? extends Column<T>> columns;
    private int depth;

    ConditionParser(TokenCursor cursor, List<? extends Column<T>> columns) {
        this.cursor = cursor;
        this.columns = columns;
    }

    Predicate<T> parse() {
        List<Predicate<T>> alternatives = new ArrayList<>();
        do {
            alternatives.add(conjunction());
        } while (cursor.accept("OR"));
        return row -> alternatives.stream().anyMatch(each -> each.test(row));
    }

    private Predicate<T> conjunction() {
        List<Predicate<T>> parts = new ArrayList<>();
        do {
            parts.add(negation());
        } while (cursor.accept("AND"));
        return row -> parts.stream().allMatch(each -> each.test(row));
    }

    private Predicate<T> negation() {
        boolean negated = false;
        while (cursor.accept("NOT")) {
            negated = !negated;
        }
        Predicate<T> operand = cursor.at("(") ? nested() : comparison();
        return negated ? operand.negate() : operand;
    }

    private Predicate<T> nested() {
        Token open = cursor.next();
        if (++depth > DEEPEST) {
            throw cursor.refused(open, "parentheses are nested too deeply", "nest at most " + DEEPEST + " of them");
        }
        Predicate<T> inner = parse();
        cursor.expect(")");
        depth--;
        return inner;
    }

    private Predicate<T> comparison() {
        Column<T> column = column();
        boolean negated = cursor.accept("NOT");
        Predicate<T> test;
        if (cursor.accept("LIKE")) {
            LikePattern pattern =
                    LikePattern.of(cursor.string("a pattern in single quotes").text());
            test = row -> pattern.matches(column.text(row));
        } else if (cursor.accept("IN")) {
            Set<String> keys = keys(column);
            test = row -> keys.contains(column.key(row));
        } else {
            test = compared(column, negated);
        }
        return negated ? test.negate() : test;
    }

    private Column<T> column() {
        Token word = cursor.peek();
        if (!word.is(Token.Kind.WORD)) {
            throw cursor.unexpected("a column");
        }
        Optional<? extends Column<T>> column = Column.named(columns, word.text());
        if (column.isEmpty()) {
            List<String> titles = Column.titles(columns);
            throw cursor.misspelt("one of the columns " + String.join(", ", titles), titles);
        }
        cursor.next();
        return column.get();
    }

    private Predicate<T> compared(Column<T> column, boolean negated) {
        IntPredicate wanted = COMPARISONS.get(
                cursor.peek().is(Token.Kind.SYMBOL) ? cursor.peek().text() : "");
        if (wanted == null || negated) {
            String expected = negated ? "LIKE or IN" : "a comparison such as =, <>, <, >=, LIKE or IN";
            throw cursor.misspelt(expected, List.of("LIKE", "NOT", "IN"));
        }
        cursor.next();
        String key = key(column);
        return row -> wanted.test(column.key(row).compareTo(key));
    }

    private Set<String> keys(Column<T> column) {
        Set<String> keys = new java.util.HashSet<>();
        cursor.expect("(");
        do {
            keys.add(key(column));
        } while (cursor.accept(","));
        cursor.expect(")");
        return keys;
    }

    private String key(Column<T> column) {
        Token first = cursor.peek();
        boolean timestamp = cursor.accept("TIMESTAMP");
        if (timestamp && !column.isTime()) {
            throw cursor.refused(first, column.title() + " is not a time", "compare it with a text in single quotes");
        }
        Token literal = cursor.string("a value in single quotes");
        return column.key(literal.text())
                .orElseThrow(() -> column.isTime()
                        ? cursor.refused(
                                literal,
                                "the text is not a time",
                                "write a time in UTC such as TIMESTAMP'2025-05-11 09:36:51.548'")
                        : cursor.refused(literal, "the text is not a number", "write digits in single quotes"));
    }
}
