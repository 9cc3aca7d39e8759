package dev.mooring.connection.core.internal.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as tables show them, as statements write them and as they are compared: all in UTC. */
public final class SqlTime {
    /** Milliseconds as a number: as a fraction they are counted in decimals, which takes half of the time. */
    private static final DateTimeFormatter SHOWN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss.")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

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

    private SqlTime() {}

    /** As tables show it. */
    public static String shown(Instant time) {
        return SHOWN.format(time);
    }

    /** A text whose order is that of time; a time counts as far as it is shown. */
    static String key(Instant time) {
        return COMPARED.format(time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The key of a written time, or empty when it is none. */
    static Optional<String> key(String written) {
        try {
            return Optional.of(
                    COMPARED.format(LocalDateTime.parse(written, WRITTEN).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
