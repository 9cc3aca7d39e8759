package dev.mooring.connection.glue.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.tck.emulator.TcpRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkTypeTest {
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new GlueProvider()).open();
    private final Connections connections = layer.workspace("sales", "qiliang");
    private final TcpRelay up = TcpRelay.open();
    private final TcpRelay down = TcpRelay.open();

    @AfterEach
    void close() {
        layer.close();
        up.close();
        down.close();
    }

    @Test
    void eachTargetIsReachedOnItsOwn() {
        down.cut();
        layer.sql("sales", "qiliang")
                .execute("CREATE API CONNECTION lan TYPE NETWORK TARGETS = ['127.0.0.1:" + up.port() + "', '127.0.0.1:"
                        + down.port() + "']");

        ProbeReport report = connections.test("lan", TestOptions.readOnly());

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.results())
                .filteredOn(result -> result.target().equals("127.0.0.1:" + up.port()))
                .extracting(ProbeReport.Result::outcome)
                .containsExactly(Outcome.PASSED);
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void scopeNamesTargetsToo() {
        layer.sql("sales", "qiliang").execute("CREATE API CONNECTION lan TYPE NETWORK");

        assertThat(connections.test("lan", TestOptions.readOnly()).outcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(connections
                        .test("lan", TestOptions.readOnly().scope(AccessScope.read("tcp://127.0.0.1:" + up.port())))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(catchThrowableOfType(
                                ConnectionException.class,
                                () -> connections.test(
                                        "lan", TestOptions.readOnly().scope(AccessScope.read("tcp://no-port"))))
                        .code())
                .isEqualTo(ConnectionError.INVALID_SCOPE);
    }

    @Test
    void metadataAddressIsRefused() {
        layer.sql("sales", "qiliang").execute("CREATE API CONNECTION lan TYPE NETWORK TARGETS = '169.254.169.254:80'");

        ProbeReport report = connections.test("lan", TestOptions.readOnly());

        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.EGRESS_REFUSED);
    }

    @Test
    void nothingIsNeededToEnter() {
        layer.sql("sales", "qiliang").execute("CREATE API CONNECTION lan TYPE NETWORK");

        assertThat(connections.vend("lan")).isInstanceOf(Credential.Anonymous.class);
    }
}
