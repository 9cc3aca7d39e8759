package dev.mooring.connection.hms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hms.bridge.MetastoreClient;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.hive.metastore.api.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metastore connections over the whole layer, against the real server. */
class HmsServerTest {
    private static final String PLAIN = "AUTH_TYPE = 'plain' USERNAME = 'alice' PASSWORD = '";

    private final Layers layers = new Layers();

    @AfterEach
    void close() {
        layers.close();
    }

    @Test
    void anOpenMetastoreListsItsDatabases() {
        ProbeReport report =
                layers.with(Metastores.open().uri(), "USERNAME = 'etl'").test();
        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(at(report, Stage.AUTHENTICATE).detail()).contains("version");
        assertThat(at(report, Stage.OPERATE).detail()).contains("lists").contains("database");
        assertThat(layers.connections().vend("c")).isEqualTo(new Credential.Anonymous());
    }

    @Test
    void aPasswordIsAcceptedAndVendedAsLogin() {
        layers.with(Metastores.password().uri(), PLAIN + Metastores.PASSWORD + "'");
        assertThat(layers.test().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(layers.connections().vend("c")).isInstanceOfSatisfying(Credential.Login.class, login -> {
            assertThat(login.username()).isEqualTo("alice");
            assertThat(login.password().reveal()).isEqualTo(Metastores.PASSWORD);
        });
        assertThat(layers.connections().explain("c", AccessScope.everything()).reach())
                .isNotBlank();
    }

    @Test
    void aWrongPasswordIsRejectedWithARemedy() {
        ProbeReport report = layers.with(Metastores.password().uri(), PLAIN + "wrong-password'")
                .test();
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATE);
        assertThat(failure.code()).contains(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(failure.remedy().orElseThrow()).contains("USERNAME", "PASSWORD");
    }

    @Test
    void aCertificateGivenAsTextIsTrusted() {
        String properties = PLAIN + Metastores.PASSWORD + "' USE_SSL = 'true' TRUSTSTORE_CERTIFICATES = '"
                + Metastores.certificates().text() + "'";
        ProbeReport report = layers.with(Metastores.tls().uri(), properties).test();
        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(at(report, Stage.SECURE).detail()).contains("TLSv1.");
    }

    @Test
    void anUnknownAuthorityIsNamedInTheStageOfTls() {
        ProbeReport report = layers.with(Metastores.tls().uri(), PLAIN + Metastores.PASSWORD + "' USE_SSL = 'true'")
                .test();
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.stage()).isEqualTo(Stage.SECURE);
        assertThat(failure.code()).contains(ConnectionError.TLS_FAILED);
        assertThat(failure.remedy().orElseThrow()).contains("TRUSTSTORE_CERTIFICATES");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        String properties = PLAIN + Metastores.PASSWORD + "' USE_SSL = 'true' TRUSTSTORE_CERTIFICATES = '"
                + Metastores.certificates().text() + "'";
        ProbeReport report =
                layers.with("127.0.0.1:" + Metastores.tls().port(), properties).test();
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.TLS_FAILED);
    }

    @Test
    void aDeadFirstServerIsAWarningAndTheSecondIsUsed() throws Exception {
        int dead = freePort();
        layers.with("localhost:" + dead + "," + Metastores.open().uri(), "");
        ProbeReport report = layers.test();
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.results())
                .filteredOn(result -> result.target().equals("localhost:" + dead) && result.stage() == Stage.CONNECT)
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.WARNING));
        try (MetastoreClient client =
                MetastoreClient.open(layers.connections().source("c", AccessScope.everything()))) {
            assertThat(client.calls().get_all_databases()).contains("default");
        }
    }

    @Test
    void deadServersAreUnreachable() throws Exception {
        ProbeReport report = layers.with("localhost:" + freePort() + ",localhost:" + freePort(), "")
                .test();
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.ENDPOINT_UNREACHABLE);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> client().calls().get_all_databases())
                .matches(e -> e.code() == ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void aScopeIsLookedAt() throws Exception {
        layers.with(Metastores.open().uri(), "");
        try (MetastoreClient client = client()) {
            client.calls().create_database(new Database("orders", "", null, Map.of()));
        }
        assertThat(tested("hms://orders").outcome()).isEqualTo(Outcome.PASSED);
        ProbeReport missing = tested("hms://orders/no_such_table");
        assertThat(missing.failure().orElseThrow().code()).contains(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(tested("hms://no_such_database").failure().orElseThrow().code())
                .contains(ConnectionError.RESOURCE_NOT_FOUND);
    }

    @Test
    void aMissingStorageConnectionIsRefused() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> layers.sql()
                        .execute("CREATE CATALOG CONNECTION c TYPE HMS HIVE_METASTORE_URIS = 'localhost:9083'"
                                + " STORAGE_CONNECTION = 'nowhere'"))
                .matches(e -> e.code() == ConnectionError.CONNECTION_NOT_FOUND
                        || e.code() == ConnectionError.INVALID_PROPERTIES)
                .withMessageContaining("nowhere");
    }

    @Test
    void theStorageConnectionIsShownAndCannotBeDroppedMeanwhile() {
        layers.with("thrift://localhost:9083", "");
        assertThat(layers.sql().execute("DESC CONNECTION c").toText()).contains("STORAGE_CONNECTION", "lake");
        assertThat(layers.connections().dependents("lake"))
                .extracting(Dependent::name)
                .contains("c");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> layers.sql().execute("DROP CONNECTION lake"))
                .matches(e -> e.code() == ConnectionError.CONNECTION_IN_USE)
                .withMessageContaining("c");
        layers.sql().execute("DROP CONNECTION c");
        layers.sql().execute("DROP CONNECTION lake");
        assertThat(layers.connections().find("lake")).isEqualTo(Optional.empty());
    }

    private ProbeReport tested(String location) {
        return layers.connections().test("c", TestOptions.readOnly().scope(AccessScope.read(location)));
    }

    private MetastoreClient client() {
        return MetastoreClient.open(layers.connections().source("c", AccessScope.everything()));
    }

    private static ProbeReport.Result at(ProbeReport report, Stage stage) {
        return report.results().stream()
                .filter(result -> result.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
