package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.mooring.connection.support.network.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request: no redirect, an answer of bounded size whose body ends within the time limit, and TLS without a client's
 * certificate whatever the process would show by default. Not bounded as a whole is the head of an answer, each read of which
 * may take the time limit; and cookies follow the application's own {@link java.net.CookieHandler}, if it has set one.
 */
final class BoundedSender implements HTTPRequestSender {
    private static final int LARGEST = 64 << 10;
    private static final int PART = 8 << 10;
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
        long started = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) request.getURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(ClientTls.anonymous().getSocketFactory());
            // asked only once the JDK has found that the certificate does not name the host
            https.setHostnameVerifier((host, session) -> false);
        }
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
            return response(connection, started);
        } finally {
            connection.disconnect();
        }
    }

    private HTTPResponse response(HttpURLConnection connection, long started) throws IOException {
        HTTPResponse response = new HTTPResponse(connection.getResponseCode());
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                response.setHeader(name, values.toArray(String[]::new));
            }
        });
        response.setBody(text(
                response.getStatusCode() < 400 ? connection.getInputStream() : connection.getErrorStream(), started));
        return response;
    }

    private String text(@Nullable InputStream stream, long started) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] part = new byte[PART];
            for (int read = stream.read(part); read >= 0; read = stream.read(part)) {
                bytes.write(part, 0, read);
                if (bytes.size() > LARGEST) {
                    throw new TooLargeException();
                }
                // the limit of a single read does not stop a server that sends byte after byte
                if (System.nanoTime() - started > timeout.toNanos()) {
                    throw new SocketTimeoutException("the answer has not ended in time");
                }
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Whether the certificate was another host's, which the JDK says by these words only. */
    static boolean isOfAnotherHost(IOException failure) {
        return String.valueOf(failure.getMessage()).startsWith("HTTPS hostname wrong");
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
