package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one request: no redirect, no cookie, an answer of bounded size. */
final class BoundedSender implements HTTPRequestSender {
    private static final int LARGEST = 64 << 10;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final Duration timeout;

    BoundedSender(Duration timeout) {
        this.timeout = timeout;
    }

    /** An answer that can not be read to its end. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("an answer of more than " + LARGEST + " bytes");
        }
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) request.getURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(millis(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT));
        connection.setReadTimeout(millis(timeout));
        connection.setRequestMethod(request.getMethod().name());
        connection.setDoOutput(true);
        request.getHeaderMap().forEach((name, values) -> values.forEach(v -> connection.addRequestProperty(name, v)));
        connection.setRequestProperty("Accept", "application/json");
        try {
            // a streamed request is never repeated by the JDK, neither after a reset nor with the application's own
            // login
            byte[] body = String.valueOf(request.getBody()).getBytes(StandardCharsets.UTF_8);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return response(connection);
        } finally {
            connection.disconnect();
        }
    }

    private static HTTPResponse response(HttpURLConnection connection) throws IOException {
        HTTPResponse response = new HTTPResponse(connection.getResponseCode());
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                response.setHeader(name, values.toArray(String[]::new));
            }
        });
        response.setBody(
                text(response.getStatusCode() < 400 ? connection.getInputStream() : connection.getErrorStream()));
        return response;
    }

    private static String text(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new TooLargeException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The time of a Date header. */
    static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
