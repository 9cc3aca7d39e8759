package dev.mooring.connection.core.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of what a SHOW statement shows, which WHERE can compare.
 *
 * @param <T> what is a row
 */
interface Column<T> {
    /** Its title, in lower case. */
    String title();

    /** What is shown of a row. */
    String text(T row);

    /** A text whose order is the order of this column. */
    String key(T row);

    /** The key of a value that a statement compares this column with, or empty when it is not of the column's form. */
    Optional<String> key(String written);

    /** Whether it holds times. */
    boolean isTime();

    static <C extends Column<?>> Optional<C> named(List<C> columns, String word) {
        return columns.stream()
                .filter(column -> column.title().equalsIgnoreCase(word))
                .findFirst();
    }

    static List<String> titles(List<? extends Column<?>> columns) {
        return columns.stream().map(Column::title).toList();
    }

    /** The text without its letter case. */
    static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
