package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.hms.wire.HmsError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections on other terms than their server's say so, by a code of their own and a remedy. */
class MismatchTest {
    private static final String PLAIN = "AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = 'whatever-canary' ";
    private static final String TLS = "USE_SSL = 'true' ";

    @Test
    void noAuthenticationAgainstSasl() {
        assertFails(Metastores.password().port(), "", HmsError.HMS_REQUIRES_SASL);
    }

    @Test
    void saslAgainstNoAuthentication() {
        assertFails(Metastores.open().port(), PLAIN, HmsError.HMS_WITHOUT_SASL);
    }

    @Test
    void noTlsAgainstTls() {
        assertFails(Metastores.tls().port(), "", HmsError.HMS_REQUIRES_TLS);
        assertFails(Metastores.tls().port(), PLAIN, HmsError.HMS_REQUIRES_TLS);
    }

    @Test
    void tlsAgainstNoTls() {
        assertFails(Metastores.open().port(), TLS, HmsError.HMS_WITHOUT_TLS);
        assertFails(Metastores.password().port(), TLS + PLAIN, HmsError.HMS_WITHOUT_TLS);
    }

    @Test
    void noAuthenticationAgainstSaslInsideOfTls() {
        String trusting =
                TLS + "TRUSTSTORE_CERTIFICATES = '" + Metastores.certificates().text() + "' ";
        assertFails(Metastores.tls().port(), trusting, HmsError.HMS_REQUIRES_SASL);
    }

    @Test
    void framesAgainstNoFramesAndTheReverse() {
        assertFails(Metastores.open().port(), "FRAMED = 'true'", HmsError.HMS_FRAMING_MISMATCH);
        try (FakeMetastore framed = FakeMetastore.framed(Map.of("getVersion", arguments -> "3.0"))) {
            assertFails(framed.port(), "", HmsError.HMS_FRAMING_MISMATCH);
        }
    }

    @Test
    void framesAreSpokenWhenAskedFor() {
        Map<String, FakeMetastore.Answer> methods =
                Map.of("getVersion", arguments -> "2.3", "get_all_databases", arguments -> List.of("default"));
        try (FakeMetastore framed = FakeMetastore.framed(methods);
                Layers layers = new Layers()) {
            ProbeReport report =
                    layers.with("localhost:" + framed.port(), "FRAMED = 'true'").test();
            assertThat(report.outcome()).as("%s", report.results()).isEqualTo(ProbeReport.Outcome.PASSED);
        }
    }

    @Test
    void aWebServerIsNoMetastore() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
        try {
            for (String terms : List.of("", PLAIN, TLS)) {
                assertFails(web.getAddress().getPort(), terms, HmsError.HMS_NOT_A_METASTORE);
            }
        } finally {
            web.stop(0);
        }
    }

    @Test
    void aSilentServerTimesOutWithinTheBudget() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Layers layers = new Layers()) {
            layers.with("localhost:" + silent.getLocalPort(), "");
            long start = System.nanoTime();
            ProbeReport report =
                    layers.connections().test("c", TestOptions.readOnly().within(Duration.ofSeconds(4)));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.TIMED_OUT);
        }
    }

    @Test
    void aServerThatHangsUpIsNamed() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(rude));
            thread.setDaemon(true);
            thread.start();
            assertFails(rude.getLocalPort(), "", ConnectionError.PROTOCOL_MISMATCH);
        }
    }

    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
            } catch (Exception e) {
                return;
            }
        }
    }

    private static void assertFails(int port, String properties, ErrorCode code) {
        try (Layers layers = new Layers()) {
            ProbeReport report = layers.with("localhost:" + port, properties).test();
            ProbeReport.Result failure = report.failure().orElseThrow(() -> new AssertionError("" + report.results()));
            assertThat(failure.code()).as("%s", failure).contains(code);
            assertThat(failure.remedy().orElseThrow()).isNotBlank();
            assertThat(failure.target() + failure.detail()).contains(String.valueOf(port));
        }
    }
}
