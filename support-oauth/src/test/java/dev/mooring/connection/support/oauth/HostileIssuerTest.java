package dev.mooring.connection.support.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.FakeProviderContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token endpoint that a stranger named. */
class HostileIssuerTest {
    private static final String SECRET = "canary/client+secret";
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void noFormOfTheSecretThatIsRepeatedIsQuoted() {
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertThat(refusedWith(SECRET)).hasMessageContaining("400").hasMessageNotContaining(SECRET);
        assertThat(refusedWith(encoded)).hasMessageNotContaining(encoded);
        for (String pair : new String[] {SECRET, "lake:" + SECRET, "lake:" + encoded}) {
            String header = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            assertThat(refusedWith("you sent Basic " + header)).hasMessageNotContaining(header);
        }
        assertThat(refusedWith("unknown client")).hasMessageContaining("unknown client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary-token\\r\\nX-Evil: 1", "canary token", "canary-tok\\u00e9n", "canary\\u0000token"})
    void aTokenThatNoHeaderCanCarryIsRefusedAndNotQuoted(String token) {
        answer(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\"}");
        ConnectionException failure = failure(endpoint("http"));
        assertThat(failure.code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e300", "99999999999999999999", "-9223372036854775808"})
    void aLifetimeBeyondAllTimeEndsSomeTime(String seconds) {
        answer(200, "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}");
        try {
            Instant end = request(endpoint("http")).expiresAt().orElseThrow();
            assertThat(end).isBefore(Instant.now().plus(Duration.ofDays(40_000)));
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        }
    }

    @Test
    @Timeout(20)
    void anAnswerThatComesByteAfterByteIsGivenUpInTime() {
        context.timeout(LIMIT);
        server.createContext("/token", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            trickle(exchange);
        });

        assertThat(failure(endpoint("http")).code()).isEqualTo(ConnectionError.TIMED_OUT);
    }

    @Test
    void theTlsIdentityOfTheProcessIsNotShown() {
        context.timeout(LIMIT);
        SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
        RecordingFactory processOwn = new RecordingFactory();
        HttpsURLConnection.setDefaultSSLSocketFactory(processOwn);
        try {
            assertThat(failure(endpoint("https"))).hasMessageNotContaining("the process's own");
        } finally {
            HttpsURLConnection.setDefaultSSLSocketFactory(before);
        }
        assertThat(processOwn.asked).isFalse();
    }

    private ConnectionException refusedWith(String words) {
        AtomicBoolean answered = answer(400, "{\"error\":\"invalid_client\",\"error_description\":\"" + words + "\"}");
        ConnectionException failure = failure(endpoint("http"));
        server.removeContext("/token");
        assertThat(answered).isTrue();
        assertThat(failure.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        return failure;
    }

    private AtomicBoolean answer(int status, String text) {
        AtomicBoolean answered = new AtomicBoolean();
        server.createContext("/token", exchange -> {
            answered.set(true);
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return answered;
    }

    private static void trickle(HttpExchange exchange) {
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                body.write(' ');
                body.flush();
                LockSupport.parkNanos(LIMIT.toNanos() / 10);
            }
        } catch (IOException e) {
            // the client has gone, as it should
            exchange.close();
        }
    }

    private URI endpoint(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    private Credential request(URI endpoint) {
        return ClientCredentials.request(endpoint, "lake", Secret.of(SECRET), Optional.empty(), context)
                .credential();
    }

    private ConnectionException failure(URI endpoint) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> request(endpoint));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Says whether anyone wanted a socket of it. */
    private static final class RecordingFactory extends SSLSocketFactory {
        private final AtomicBoolean asked = new AtomicBoolean();

        private Socket refuse() throws IOException {
            asked.set(true);
            throw new IOException("the process's own");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return refuse();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return refuse();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return refuse();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return refuse();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return refuse();
        }
    }
}
