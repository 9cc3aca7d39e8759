package dev.mooring.connection.support.network;

import dev.mooring.connection.spi.Receipt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a service answered. Prints its status only, for the rest may hold secrets. Immutable.
 *
 * @param status its status
 * @param headers its headers by name, in any letter case
 * @param body what it carries, read as UTF-8
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body) {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final List<String> REQUEST_IDS = List.of("X-Request-Id", "Request-Id", "X-Correlation-Id");

    /** Copies the headers. */
    public HttpAnswer {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The service's own time, from the header Date. */
    public Optional<Instant> date() {
        return header("Date").flatMap(HttpAnswer::date);
    }

    /** How long the service asks to wait, from the header Retry-After in seconds or as a date by the service's own time. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").flatMap(text -> {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            return date(text)
                    .flatMap(then -> date().map(now -> Duration.between(now, then)))
                    .filter(wait -> !wait.isNegative());
        });
    }

    /** Whether the status is one of success, 200 to 299. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The service's id of the request, unless it repeats one of the secrets. */
    public Optional<String> requestId(SecretForms secrets) {
        return REQUEST_IDS.stream()
                .map(this::header)
                .flatMap(Optional::stream)
                .filter(id -> !secrets.isIn(id) && id.chars().noneMatch(Character::isISOControl))
                .findFirst();
    }

    /** What the answer says about itself. */
    public Receipt receipt(SecretForms secrets) {
        return new Receipt(requestId(secrets), date());
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The status only. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
