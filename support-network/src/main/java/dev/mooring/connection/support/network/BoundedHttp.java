package dev.mooring.connection.support.network;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProviderContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request: one attempt, no redirect, no login of the application's own, an answer of bounded size whose body ends within the time limit, and TLS
 * without a client's certificate whatever the process would show by default. Not bounded as a whole is the head of an answer,
 * each read of which may take the time limit; and cookies follow the application's own {@link java.net.CookieHandler}, if it
 * has set one. Immutable.
 */
public final class BoundedHttp {
    private static final int LARGEST = 64 << 10;
    private static final int PART = 8 << 10;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

    private final Duration timeout;
    private final int largest;

    /** Requests whose connect, each read and whole body may take that long; a connect three seconds at most. */
    public BoundedHttp(Duration timeout) {
        this(timeout, LARGEST);
    }

    /** As {@link #BoundedHttp(Duration)}, for answers of at most that many bytes instead of 64 KiB. */
    public BoundedHttp(Duration timeout, int largest) {
        this.timeout = timeout;
        this.largest = largest;
    }

    /** An answer that can not be read to its end. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int largest) {
            super("an answer of more than " + largest + " bytes");
        }
    }

    /**
     * Fails with {@link ConnectionError#EGRESS_REFUSED} unless the address is https, or all that the host resolves to is on the
     * loopback interface; the egress guard is asked on the way.
     *
     * @param endpoint the address and what it is, as a phrase
     * @param cargo what would travel in clear, as a phrase
     */
    public static void requirePrivate(URI uri, String endpoint, String cargo, ProviderContext context) {
        boolean isLocal = context.resolve(uri.getHost()).stream().allMatch(InetAddress::isLoopbackAddress);
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !isLocal) {
            throw new ConnectionException(
                    ConnectionError.EGRESS_REFUSED,
                    "the " + endpoint + " " + uri + " is not https: " + cargo + " would travel in clear",
                    "use the https address of the " + endpoint);
        }
    }

    /** The answer to the call, whatever its status; blocks for one round trip. */
    public HttpAnswer send(HttpCall call) throws IOException {
        long started = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(ClientTls.anonymous().getSocketFactory());
            // asked only once the JDK has found that the certificate does not name the host
            https.setHostnameVerifier((host, session) -> false);
        }
        connection.setAuthenticator(new NoLogin());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(millis(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT));
        connection.setReadTimeout(millis(timeout));
        connection.setRequestMethod(call.method());
        call.headers().forEach((name, values) -> values.forEach(v -> connection.addRequestProperty(name, v)));
        connection.setRequestProperty("Accept", "application/json");
        try {
            if (call.body().isPresent()) {
                write(connection, call.bytes());
            }
            return answer(connection, started);
        } finally {
            connection.disconnect();
        }
    }

    /** A streamed request is never repeated by the JDK, neither after a reset nor with the application's own login. */
    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private HttpAnswer answer(HttpURLConnection connection, long started) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.put(name, values);
            }
        });
        return new HttpAnswer(
                status,
                headers,
                text(status < 400 ? connection.getInputStream() : connection.getErrorStream(), started));
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
                if (bytes.size() > largest) {
                    throw new TooLargeException(largest);
                }
                // the limit of a single read does not stop a server that sends byte after byte
                if (System.nanoTime() - started > timeout.toNanos()) {
                    throw new SocketTimeoutException("the answer has not ended in time");
                }
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** Whether TLS could not be set up; another host's certificate the JDK tells by words only. */
    public static boolean isTlsFailure(IOException failure) {
        return failure instanceof SSLException
                || String.valueOf(failure.getMessage()).startsWith("HTTPS hostname wrong");
    }

    private static int millis(Duration duration) {
        // zero would mean no limit
        return Math.toIntExact(Math.max(1, duration.toMillis()));
    }

    /** The application's own logins are not for addresses that a connection names. */
    private static final class NoLogin extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return null;
        }
    }
}
