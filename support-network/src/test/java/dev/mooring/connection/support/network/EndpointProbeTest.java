package dev.mooring.connection.support.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointProbeTest {
    private static final ProbeRun RUN = new ProbeRun() {
        @Override
        public Duration remaining() {
            return Duration.ofSeconds(1);
        }

        @Override
        public <T extends AutoCloseable> T closeLater(T resource) {
            return resource;
        }
    };

    @Test
    void triesEachAddressOnceAndInTheOrderOfStages() {
        URI sts = URI.create("https://sts.example");
        URI s3 = URI.create("http://s3.example:9000");
        assertThat(new EndpointProbe(new FakeProviderContext(Clock.systemUTC())).steps(List.of(sts, s3, sts)))
                .extracting(step -> step.stage() + " " + step.target())
                .containsExactly(
                        "RESOLVE sts.example",
                        "RESOLVE s3.example",
                        "CONNECT sts.example:443",
                        "CONNECT s3.example:9000",
                        "SECURE sts.example:443");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        ConnectionException failure = failure("http", closed, Stage.CONNECT);
        assertThat(failure.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + closed);
    }

    @Test
    void saysThatTheOtherSideSpeaksNoTls() throws Exception {
        try (AwsEmulator plain = AwsEmulator.start()) {
            ConnectionException failure = failure("https", plain.endpoint().getPort(), Stage.SECURE);
            assertThat(failure.code()).isEqualTo(ConnectionError.TLS_FAILED);
            assertThat(failure.remedy()).contains("speaks TLS");
        }
    }

    @Test
    void waitsForTlsNoLongerThanTheTestMay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ConnectionException failure = failure("https", silent.getLocalPort(), Stage.SECURE);
            assertThat(failure.code()).isEqualTo(ConnectionError.TIMED_OUT);
            assertThat(failure.remedy()).contains("http://");
        }
    }

    private static ConnectionException failure(String scheme, int port, Stage stage) throws IOException {
        URI uri = URI.create(scheme + "://127.0.0.1:" + port);
        ProbeStep step = new EndpointProbe(new FakeProviderContext(Clock.systemUTC()))
                .steps(List.of(uri)).stream()
                        .filter(s -> s.stage() == stage)
                        .findFirst()
                        .orElseThrow();
        try {
            throw new AssertionError(step.check().run(RUN).detail());
        } catch (ConnectionException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
