package dev.mooring.connection.support.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProbeStep;
import dev.mooring.connection.spi.ProbeStep.Finding;
import dev.mooring.connection.spi.ProbeStep.Finding.Verdict;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerProbeTest {
    private final FakeProviderContext context = new FakeProviderContext(Clock.systemUTC());
    private final ProbeRun run = new ProbeRun() {
        @Override
        public Duration remaining() {
            return Duration.ofSeconds(2);
        }

        @Override
        public <T extends AutoCloseable> T closeLater(T resource) {
            throw new AssertionError("nothing stays open");
        }
    };
    private ServerSocket server;
    private HostPort live;
    private HostPort dead;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        live = new HostPort("live.example.com", server.getLocalPort());
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = new HostPort("dead.example.com", gone.getLocalPort());
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void everyServerIsResolvedThenConnectedTo() throws Exception {
        ServerProbe probe = new ServerProbe(context, List.of(live, live));

        assertThat(probe.steps()).extracting(ProbeStep::stage).containsExactly(Stage.RESOLVE, Stage.CONNECT);
        assertThat(findings(probe)).extracting(Finding::verdict).containsOnly(Verdict.PASSED);
        assertThat(probe.alive()).containsExactly(live);
    }

    @Test
    void oneThatIsDownIsNamedWhileAnotherLives() throws Exception {
        ServerProbe probe = new ServerProbe(context, List.of(dead, live));

        Finding finding = findings(probe).get(2);

        assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(finding.detail()).contains(dead.toString());
        assertThat(finding.remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).startsWith("ENDPOINT_UNREACHABLE"));
        assertThat(probe.alive()).containsExactly(live);
    }

    @Test
    void oneThatDoesNotResolveIsNotConnectedTo() throws Exception {
        HostPort unknown = new HostPort("kafka.invalid", 9092);
        ServerProbe probe = new ServerProbe(context, List.of(unknown, live));

        List<Finding> findings = findings(probe);

        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(Verdict.WARNING, Verdict.PASSED, Verdict.SKIPPED, Verdict.PASSED);
        assertThat(context.resolved()).filteredOn("kafka.invalid"::equals).hasSize(1);
    }

    @Test
    void allThatAreDownAreAFailure() {
        ServerProbe probe = new ServerProbe(context, List.of(dead, dead));

        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> findings(probe));

        assertThat(failure.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
        assertThat(failure.getCause()).isInstanceOf(IOException.class);
        assertThat(failure).hasMessageContaining(dead.toString()).hasMessageContaining("127.0.0.1");
    }

    @Test
    void aServerThatCanNotBeUsedIsLostLikeADeadOne() throws Exception {
        ServerProbe probe = new ServerProbe(context, List.of(live));
        findings(probe);
        ConnectionException unusable = new ConnectionException(ConnectionError.TLS_FAILED, "no TLS");

        assertThat(catchThrowableOfType(ConnectionException.class, () -> probe.lose(live, unusable)))
                .isSameAs(unusable);
    }

    @Test
    void aConnectNeverTakesLongerThanWhatIsLeft() {
        Dialer dialer = new Dialer(context.timeout(Duration.ofSeconds(10)));

        assertThat(dialer.limit(run)).isEqualTo(Duration.ofSeconds(2));
        assertThat(dialer.connectLimit(run)).isEqualTo(Duration.ofSeconds(2));
    }

    private List<Finding> findings(ServerProbe probe) throws Exception {
        List<Finding> findings = new ArrayList<>();
        for (ProbeStep step : probe.steps()) {
            findings.add(step.check().run(run));
        }
        return findings;
    }
}
