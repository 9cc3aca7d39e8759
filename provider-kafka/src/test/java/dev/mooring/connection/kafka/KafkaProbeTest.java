package dev.mooring.connection.kafka;

import static dev.mooring.connection.kafka.ProbeRig.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.FreePorts;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.kafka.server.WithKafka;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every test of a connection that can go wrong at a real broker, and those that go well. */
@ExtendWith(WithKafka.class)
class KafkaProbeTest {
    private final TestCluster cluster;
    private final ProbeRig rig = new ProbeRig(new FakeProviderContext(Clock.systemUTC()));

    KafkaProbeTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void everyKindOfListenerLetsItsClientsIn() {
        for (List<RawProperty> connection : List.of(
                plain(Listener.PLAIN_TEXT),
                tls(Listener.TLS),
                mutual(cluster.authority().client("ann")),
                sasl("PLAIN", TestCluster.PASSWORD),
                sasl("SCRAM-SHA-256", TestCluster.PASSWORD),
                sasl("SCRAM-SHA-512", TestCluster.PASSWORD),
                saslTls(),
                oauth(TestCluster.PASSWORD),
                kerberos(cluster.kdc().keytabBytes("ann")))) {
            ProbeReport report = rig.report(connection);
            assertThat(report.results())
                    .as("%s", connection)
                    .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.PASSED));
            assertThat(report.results()).extracting(ProbeReport.Result::stage).contains(Stage.OPERATE);
        }
    }

    @Test
    void aServerThatIsDownIsNamedWhileAnotherLives() throws Exception {
        String dead = "127.0.0.1:" + FreePorts.next();
        ProbeReport report =
                rig.report(properties("BOOTSTRAP_SERVERS", dead + "," + cluster.bootstrap(Listener.PLAIN_TEXT)));
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.results()).anySatisfy(result -> {
            assertThat(result.stage()).isEqualTo(Stage.CONNECT);
            assertThat(result.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(result.detail()).contains(dead);
        });
    }

    @Test
    void allServersDownIsAFailure() throws Exception {
        assertFailure(
                properties("BOOTSTRAP_SERVERS", "127.0.0.1:" + FreePorts.next()),
                ConnectionError.ENDPOINT_UNREACHABLE,
                "firewall");
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() {
        assertFailure(
                properties(
                        "BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.TLS),
                        "SECURITY_PROTOCOL", "SSL",
                        "SSL_TRUSTSTORE_CERTIFICATES",
                                TestCertificates.authority("another").pem()),
                ConnectionError.TLS_FAILED,
                "SSL_TRUSTSTORE_CERTIFICATES");
    }

    @Test
    void theAuthoritiesOfTheJvmDoNotKnowThePrivateOneOfTheBroker() {
        assertFailure(
                properties("BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.TLS), "SECURITY_PROTOCOL", "SSL"),
                ConnectionError.TLS_FAILED,
                "SSL_TRUSTSTORE_CERTIFICATES");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        assertFailure(tls(Listener.MISNAMED), ConnectionError.TLS_FAILED, "host name");
    }

    @Test
    void aCertificateOfAnotherHostPassesWhenHostsAreNotChecked() {
        List<RawProperty> unchecked = new ArrayList<>(tls(Listener.MISNAMED));
        unchecked.addAll(properties("SSL_ENDPOINT_IDENTIFICATION", "false"));
        assertThat(rig.report(unchecked).failure()).isEmpty();
    }

    @Test
    void aClientOfTlsIsToldThatTheListenerHasNone() {
        assertFailure(tls(Listener.PLAIN_TEXT), KafkaError.KAFKA_PLAINTEXT_LISTENER, "PLAINTEXT");
    }

    @Test
    void aClientWithoutTlsIsToldThatTheListenerWantsIt() {
        assertFailure(plain(Listener.TLS), KafkaError.KAFKA_TLS_LISTENER, "SSL");
        assertFailure(plain(Listener.MUTUAL), KafkaError.KAFKA_TLS_LISTENER, "SSL");
    }

    @Test
    void aMissingClientCertificateIsNoticed() {
        assertFailure(tls(Listener.MUTUAL), KafkaError.KAFKA_CLIENT_CERTIFICATE_REFUSED, "client certificate");
    }

    @Test
    void aClientCertificateOfAnotherAuthorityIsRefused() {
        assertFailure(
                mutual(TestCertificates.authority("another").client("ann")),
                KafkaError.KAFKA_CLIENT_CERTIFICATE_REFUSED,
                "authority");
    }

    @Test
    void aMechanismThatIsNotEnabledIsNamedWithThoseThatAre() {
        ConnectionException failure = assertFailure(
                users(Listener.OAUTH, "SASL_PLAINTEXT", "PLAIN", TestCluster.PASSWORD),
                KafkaError.KAFKA_MECHANISM_NOT_ENABLED,
                "SASL_MECHANISM");
        assertThat(failure).hasMessageContaining("OAUTHBEARER");
    }

    @Test
    void aWrongPasswordIsRejected() {
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")) {
            ConnectionException failure =
                    assertFailure(sasl(mechanism, "wrong-password"), ConnectionError.CREDENTIAL_REJECTED, "ann");
            assertThat(failure.toString()).doesNotContain("wrong-password");
        }
    }

    @Test
    void aClientOfSaslIsToldThatTheListenerHasNone() {
        assertFailure(
                users(Listener.PLAIN_TEXT, "SASL_PLAINTEXT", "PLAIN", TestCluster.PASSWORD),
                KafkaError.KAFKA_SASL_NOT_ENABLED,
                "SECURITY_PROTOCOL");
    }

    @Test
    void aClientWithoutSaslIsToldThatTheListenerWantsIt() {
        ConnectionException failure =
                assertFailure(plain(Listener.SASL), KafkaError.KAFKA_SASL_REQUIRED, "SASL_MECHANISM");
        assertThat(failure).hasMessageContaining("SCRAM-SHA-512");
    }

    @Test
    void aRefusalOfTheTokenEndpointIsTold() {
        assertFailure(oauth("wrong-secret"), ConnectionError.CREDENTIAL_REJECTED, "client");
        cluster.tokens().trouble(Trouble.FORBIDDEN);
        try {
            assertFailure(oauth(TestCluster.PASSWORD), ConnectionError.ACCESS_DENIED, "grant");
        } finally {
            cluster.tokens().trouble(Trouble.NONE);
        }
    }

    @Test
    void aTokenEndpointThatIsDownIsNamed() throws Exception {
        String endpoint = "http://127.0.0.1:" + FreePorts.next() + "/token";
        ConnectionException failure =
                assertFailure(oauth(endpoint, TestCluster.PASSWORD), ConnectionError.ENDPOINT_UNREACHABLE, "firewall");
        assertThat(failure).hasMessageContaining(endpoint);
    }

    @Test
    void aTokenThatTheBrokerDoesNotTakeIsRejected() {
        try (TokenEmulator stranger =
                TokenEmulator.start(Clock.systemUTC()).client("kafka-client", TestCluster.PASSWORD)) {
            assertFailure(
                    oauth(stranger.tokenEndpoint().toString(), TestCluster.PASSWORD),
                    ConnectionError.CREDENTIAL_REJECTED,
                    "token");
        }
    }

    @Test
    void aKeytabFromBeforeAChangeOfThePasswordIsRejected() {
        byte[] outdated = cluster.kdc().keytabBytes("eve");
        cluster.kdc().changePassword("eve", "another-password");
        assertFailure(kerberos("eve", outdated), ConnectionError.CREDENTIAL_REJECTED, "keytab");
    }

    @Test
    void anAdvertisedAddressWhereNobodyListensIsNamed() {
        ConnectionException failure =
                assertFailure(plain(Listener.FAR), KafkaError.KAFKA_ADVERTISED_UNREACHABLE, "advertised.listeners");
        assertThat(failure).hasMessageContaining("broker 1");
    }

    @Test
    void topicsOfTheScopeAreLookedUp() {
        ProbeReport report = rig.test(
                        plainUser(),
                        Optional.of(AccessScope.read("kafka://orders").and(AccessScope.read("kafka://ord*"))))
                .report();
        assertThat(report.results())
                .filteredOn(result -> result.target().startsWith("topic "))
                .hasSize(2)
                .allMatch(result -> result.outcome() == Outcome.PASSED);
    }

    @Test
    void aMissingTopicIsNamed() {
        ConnectionException failure = rig.failure(plainUser(), AccessScope.read("kafka://no-such-topic"));
        assertThat(failure.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure).hasMessageContaining("no-such-topic");
    }

    @Test
    void aTopicThatIsForbiddenIsToldApartFromAMissingOne() {
        ConnectionException failure = rig.failure(plainUser(), AccessScope.read("kafka://" + TestCluster.RESERVED));
        assertThat(failure.code()).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(failure.remedy()).contains("user ann", "DESCRIBE");
        assertThat(failure).hasMessageContaining(TestCluster.RESERVED);
    }

    @Test
    void aServerThatIsNoBrokerIsRecognised() throws Exception {
        try (ServerSocket web = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertFailure(
                    properties("BOOTSTRAP_SERVERS", "127.0.0.1:" + web.getLocalPort()),
                    ConnectionError.PROTOCOL_MISMATCH,
                    "BOOTSTRAP_SERVERS");
        }
    }

    @Test
    void aServerThatSaysNothingCostsNoMoreThanTheBudget() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            long start = System.nanoTime();
            rig.budget(Duration.ofSeconds(3));
            assertFailure(
                    properties("BOOTSTRAP_SERVERS", "127.0.0.1:" + silent.getLocalPort()),
                    ConnectionError.TIMED_OUT,
                    "try again");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void noThreadIsLeftBehind() {
        rig.report(saslTls());
        long before = clientThreads();
        for (int i = 0; i < 5; i++) {
            rig.report(saslTls());
            rig.report(oauth(TestCluster.PASSWORD));
        }
        assertThat(clientThreads()).isEqualTo(before);
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(".*(mooring|admin|expiring|kerberos-refresh).*"))
                .count();
    }

    private ConnectionException assertFailure(List<RawProperty> properties, ErrorCode code, String remedyPart) {
        ConnectionException failure = rig.failure(properties);
        assertThat(failure.code()).as("%s", failure).isEqualTo(code);
        assertThat(failure.remedy()).contains(remedyPart);
        assertThat(failure.getCause()).isNotNull();
        return failure;
    }

    private List<RawProperty> plain(Listener listener) {
        return properties("BOOTSTRAP_SERVERS", cluster.bootstrap(listener));
    }

    private List<RawProperty> tls(Listener listener) {
        return properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(listener),
                "SECURITY_PROTOCOL", "SSL",
                "SSL_TRUSTSTORE_CERTIFICATES", cluster.authority().pem());
    }

    private List<RawProperty> mutual(TestCertificates.Identity client) {
        List<RawProperty> properties = new ArrayList<>(tls(Listener.MUTUAL));
        properties.addAll(properties(
                "SSL_KEYSTORE_CERTIFICATE_CHAIN", client.chainPem(),
                "SSL_KEYSTORE_KEY", client.keyPem()));
        return properties;
    }

    private List<RawProperty> plainUser() {
        return sasl("PLAIN", TestCluster.PASSWORD);
    }

    private List<RawProperty> sasl(String mechanism, String password) {
        return users(Listener.SASL, "SASL_PLAINTEXT", mechanism, password);
    }

    private List<RawProperty> saslTls() {
        List<RawProperty> properties =
                new ArrayList<>(users(Listener.SASL_TLS, "SASL_SSL", "SCRAM-SHA-512", TestCluster.PASSWORD));
        properties.addAll(
                properties("SSL_TRUSTSTORE_CERTIFICATES", cluster.authority().pem()));
        return properties;
    }

    private List<RawProperty> users(Listener listener, String protocol, String mechanism, String password) {
        return properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(listener),
                "SECURITY_PROTOCOL", protocol,
                "SASL_MECHANISM", mechanism,
                "SASL_USERNAME", TestCluster.USER,
                "SASL_PASSWORD", password);
    }

    private List<RawProperty> oauth(String secret) {
        return oauth(cluster.tokens().tokenEndpoint().toString(), secret);
    }

    private List<RawProperty> oauth(String endpoint, String secret) {
        return properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.OAUTH),
                "SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "SASL_MECHANISM", "OAUTHBEARER",
                "SASL_OAUTHBEARER_TOKEN_ENDPOINT", endpoint,
                "SASL_OAUTHBEARER_CLIENT_ID", "kafka-client",
                "SASL_OAUTHBEARER_SCOPE", "produce",
                "SASL_OAUTHBEARER_CLIENT_SECRET", secret);
    }

    private List<RawProperty> kerberos(byte[] keytab) {
        return kerberos("ann", keytab);
    }

    private List<RawProperty> kerberos(String name, byte[] keytab) {
        return properties(
                "BOOTSTRAP_SERVERS",
                cluster.bootstrap(Listener.KERBEROS),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "GSSAPI",
                "SASL_KERBEROS_PRINCIPAL",
                name + "@KAFKA.TEST",
                "SASL_KERBEROS_KEYTAB",
                "base64:" + Base64.getEncoder().encodeToString(keytab),
                "SASL_KERBEROS_KRB5_CONF",
                cluster.kdc().krb5ConfText());
    }

    private static ServerSocket answering(String text) throws Exception {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (Socket client = server.accept();
                                OutputStream out = client.getOutputStream()) {
                            client.setSoTimeout(1000);
                            client.getInputStream().read(new byte[16]);
                            out.write(text.getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException e) {
                            // the client hung up, or the test is over
                        }
                    }
                },
                "test-web");
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
