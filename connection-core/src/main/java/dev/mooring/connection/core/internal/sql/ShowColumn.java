package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.Connection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of SHOW CONNECTIONS, in the order in which they are shown. */
public enum ShowColumn {
    NAME,
    CATEGORY,
    TYPE,
    ENABLED,
    CREATED_TIME;

    private static final DateTimeFormatter SHOWN = utc("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter COMPARED = utc("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[[ ]['T']HH:mm[:ss]]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("['Z']")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** The titles of all columns. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(ShowColumn::title).toList();
    }

    static Optional<ShowColumn> named(String word) {
        return Arrays.stream(values())
                .filter(column -> column.title().equalsIgnoreCase(word))
                .findFirst();
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is shown of a connection. */
    public String text(Connection connection) {
        return switch (this) {
            case NAME -> connection.name();
            case CATEGORY -> connection.type().category().name();
            case TYPE -> connection.type().listedName();
            case ENABLED -> enabled(connection);
            case CREATED_TIME -> SHOWN.format(connection.audit().created());
        };
    }

    /** A text whose order is the order of this column; a connection's time counts as far as it is shown. */
    String key(Connection connection) {
        Instant shown = connection.audit().created().truncatedTo(ChronoUnit.MILLIS);
        return this == CREATED_TIME ? COMPARED.format(shown) : folded(text(connection));
    }

    /** The key of a value that a statement compares this column with, or empty when it is not of the column's form. */
    Optional<String> key(String written) {
        if (this != CREATED_TIME) {
            return Optional.of(folded(written));
        }
        try {
            return Optional.of(
                    COMPARED.format(LocalDateTime.parse(written, WRITTEN).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the connection is enabled, in the dialect's words. */
    public static String enabled(Connection connection) {
        return connection.enabled() ? "ENABLED" : "DISABLED";
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
