package dev.mooring.connection.glue.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tck.OutputCapture;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent by somebody who means harm, or by a broken program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private final Rig rig = Rig.inMemory();
    private final GlueEndpoint endpoint = rig.endpoint();

    @AfterAll
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
                "POST /?a=b HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
                "POST http://127.0.0.1/ HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nxGET /",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nHost: g\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nX\u0000Y: z\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nX: a\u0001b\r\n\r\n",
                "POST / HTTP/9.9\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void whatIsNoPlainRequestIsRefusedAndTheConnectionEnds(String request) {
        String answer = RawRequest.send(endpoint, request);

        assertThat(answer).matches(text -> text.startsWith("HTTP/1.1 4") && text.indexOf("HTTP/1.1", 1) < 0);
        assertThat(answer).contains("Connection: close");
    }

    @Test
    void asManyHeadersAsAllowedAndNoMore() {
        String many = "POST / HTTP/1.1\r\n" + "X-A: b\r\n".repeat(1_000) + "\r\n";
        String longLine = "POST / HTTP/1.1\r\nX: " + "y".repeat(100_000) + "\r\n\r\n";

        assertThat(RawRequest.send(endpoint, many)).startsWith("HTTP/1.1 4");
        assertThat(RawRequest.send(endpoint, longLine)).startsWith("HTTP/1.1 4");
    }

    @Test
    void whatFollowsARequestIsNeverReadAsAnother() {
        RawRequest request = RawRequest.of(endpoint, "GetConnections", "{}").sign(Rig.SALES, Instant.now());
        String smuggled = RawRequest.of(endpoint, "GetConnections", "{}")
                .sign(Rig.SALES, Instant.now())
                .text();

        String answer = RawRequest.send(endpoint, request.text() + smuggled);

        assertThat(answer).startsWith("HTTP/1.1 200").matches(text -> text.indexOf("HTTP/1.1", 1) < 0);
    }

    @Test
    void bodyThatIsTooLongIsNotRead() {
        String declared = RawRequest.of(endpoint, "GetConnections", "{}")
                .header("content-length", "999999999999")
                .sign(Rig.SALES, Instant.now())
                .text();

        assertThat(RawRequest.send(endpoint, declared)).startsWith("HTTP/1.1 413");
        assertThat(RawRequest.send(
                        endpoint,
                        RawRequest.of(endpoint, "GetConnections", "{\"x\": \"" + "y".repeat((1 << 20) + 1_000) + "\"}")
                                .sign(Rig.SALES, Instant.now())
                                .text()))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"x\"",
                "{",
                "{\"a\": canary}",
                "{\"Name\": 1}",
                "{\"Name\": \"x\", \"Name\": \"y\"}"
            })
    void bodyThatIsNoRequestIsRefused(String body) {
        String answer = RawRequest.of(endpoint, "GetConnection", body)
                .sign(Rig.SALES, Instant.now())
                .send();

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsPattern("(Serialization|InvalidInput)Exception")
                .doesNotContain("canary");
    }

    @Test
    void deepAndWideBodiesAreRefusedQuickly() {
        String deep = "{\"ConnectionInput\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        StringBuilder wide = new StringBuilder("{\"ConnectionInput\": {");
        for (int i = 0; i < 40_000; i++) {
            wide.append("\"u").append(i).append("\":1,");
        }
        wide.append("\"Name\": \"x\"}}");

        for (String body : List.of(deep, wide.toString())) {
            assertThat(RawRequest.of(endpoint, "CreateConnection", body)
                            .sign(Rig.SALES, Instant.now())
                            .send())
                    .startsWith("HTTP/1.1 400")
                    .hasSizeLessThan(20_000);
        }
    }

    @Test
    void unknownOperationsAndTypesOfContentAreRefused() {
        assertThat(RawRequest.of(endpoint, "DeleteDatabase", "{}")
                        .sign(Rig.SALES, Instant.now())
                        .send())
                .contains("UnknownOperationException");
        assertThat(RawRequest.of(endpoint, "GetConnections", "{}")
                        .header("content-type", "application/json")
                        .sign(Rig.SALES, Instant.now())
                        .send())
                .contains("SerializationException");
    }

    @Test
    void whoSendsSlowlyIsCutOffAndOthersAreServed() throws IOException {
        EndpointLimits limits = EndpointLimits.usual()
                .within(Duration.ofMillis(400), Duration.ofSeconds(10))
                .serving(2);
        GlueEndpoint small = rig.endpoint(settings -> settings, builder -> builder.limits(limits));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), small.port());
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            for (Socket socket : slow) {
                assertThat(ended(socket)).isTrue();
            }
            assertThat(RawRequest.of(small, "GetConnections", "{}")
                            .sign(Rig.SALES, Instant.now())
                            .send())
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsToldToComeAgain() throws IOException {
        GlueEndpoint small = rig.endpoint(
                settings -> settings,
                builder -> builder.limits(EndpointLimits.usual().serving(1)));
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), small.port())) {
            first.getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(RawRequest.send(small, "")).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void closingEndsWhatIsOpen() throws IOException {
        GlueEndpoint closed = rig.endpoint();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), closed.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("POST / HT".getBytes(StandardCharsets.US_ASCII));
            closed.close();
            assertThat(ended(socket)).isTrue();
        }
    }

    @Test
    void othersThanThisMachineNeedTls() {
        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class,
                () -> rig.endpoint(
                        settings -> settings, builder -> builder.listen(new InetSocketAddress("0.0.0.0", 0))));

        assertThat(refusal.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
        assertThat(endpoint.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void logsTellWhoDidWhatAndNoSecret() {
        try (OutputCapture output = new OutputCapture()) {
            RawRequest.of(
                            endpoint,
                            "CreateConnection",
                            "{\"ConnectionInput\": {\"Name\": \"x\", \"ConnectionType\": \"JDBC\", \"ConnectionProperties\":"
                                    + " {\"PASSWORD\": \"canary-in-body\", \"HOST\": \"canary-host\"}}}")
                    .sign(Rig.SALES, Instant.now())
                    .send();

            assertThat(output.text())
                    .contains("CreateConnection by qiliang in sales: InvalidInputException")
                    .doesNotContain("canary");
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
