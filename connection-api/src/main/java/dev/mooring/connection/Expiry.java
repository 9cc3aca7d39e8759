package dev.mooring.connection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * That a stored secret ends by itself, as its owner stated: a client secret, a key, a certificate, a keytab.
 *
 * @param property canonical name of the property whose value ends
 * @param at when it ends
 */
public record Expiry(String property, Instant at) {
    /** How long before an end it is warned of. */
    public static final Duration NOTICE = Duration.ofDays(30);

    /** What the name of a property that states an end has behind the name of the one that ends. */
    public static final String SUFFIX = "_EXPIRES_AT";

    /** A token's end, where the type has one token only. */
    private static final String OF_TOKEN = "EXPIRES_AT";

    private static final String TOKEN = "TOKEN";
    private static final int DATE_LENGTH = "2027-01-31".length();

    /** How near an end is. */
    public enum State {
        LATER,
        /** Within {@link #NOTICE}. */
        SOON,
        OVER
    }

    /** What ends of a connection, what ends first before the rest. */
    static List<Expiry> of(Connection connection) {
        List<Expiry> ends = new ArrayList<>();
        connection.properties().values().forEach((name, value) -> {
            String subject = name.equals(OF_TOKEN)
                    ? TOKEN
                    : name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
            if (name.equals(OF_TOKEN) || connection.secrets().contains(subject)) {
                moment(value.texts().get(0)).ifPresent(at -> ends.add(new Expiry(subject, at)));
            }
        });
        ends.sort(Comparator.comparing(Expiry::at).thenComparing(Expiry::property));
        return List.copyOf(ends);
    }

    /**
     * Reads an end as people write it.
     *
     * @param text a date such as {@code 2027-01-31}, which means its first moment in UTC, or a moment such as {@code
     *     2027-01-31T10:00:00Z}
     * @return empty when it is neither
     */
    public static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How near the end is at that moment. */
    public State state(Instant now) {
        if (!now.isBefore(at)) {
            return State.OVER;
        }
        return now.plus(NOTICE).isBefore(at) ? State.LATER : State.SOON;
    }

    /** What to tell people at that moment; empty while the end is far. */
    public Optional<String> notice(Instant now) {
        return switch (state(now)) {
            case LATER -> Optional.empty();
            case SOON -> Optional.of(property + " ends in " + days(Duration.between(now, at)) + ", at " + at);
            case OVER -> Optional.of(property + " ended at " + at);
        };
    }

    private static String days(Duration left) {
        long days = left.toDays();
        return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
    }
}
