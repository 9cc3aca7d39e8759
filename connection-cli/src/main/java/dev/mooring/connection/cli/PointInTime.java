package dev.mooring.connection.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as an option writes them. */
final class PointInTime {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

    private PointInTime() {}

    /** A day in UTC, a moment in ISO 8601, or some time before now; empty when it is none of these. */
    static Optional<Instant> of(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            Duration before =
                    Duration.of(Long.parseLong(ago.group(1)), UNITS.getOrDefault(ago.group(2), ChronoUnit.DAYS));
            return Optional.of(now.minus(before));
        }
        return parsed(() -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> parsed(() -> Instant.parse(text)));
    }

    private static Optional<Instant> parsed(Supplier<Instant> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
