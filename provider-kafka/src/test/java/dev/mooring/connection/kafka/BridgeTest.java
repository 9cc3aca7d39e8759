package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import dev.mooring.connection.kafka.server.EmbeddedKafka;
import dev.mooring.connection.tck.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Produces and consumes over what the bridge makes, on a real broker. */
class BridgeTest {
    private static final String ODD_PASSWORD = "a\"b\\c'd;e=f §日本 {g} ${env:HOME}";
    private static final TestCertificates AUTHORITY = TestCertificates.authority("kafka test authority");

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.builder()
                .listener("OPEN", SecurityProtocol.PLAINTEXT)
                .listener("TLS", SecurityProtocol.SSL)
                .tls("TLS", AUTHORITY.server("localhost", "127.0.0.1"), AUTHORITY)
                .listener("MUTUAL", SecurityProtocol.SSL)
                .tls("MUTUAL", AUTHORITY.server("127.0.0.1"), AUTHORITY)
                .requireClientCertificate("MUTUAL")
                .listener("SASL", SecurityProtocol.SASL_PLAINTEXT, "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
                .listener("SECURE", SecurityProtocol.SASL_SSL, "PLAIN", "SCRAM-SHA-512")
                .tls("SECURE", AUTHORITY.server("127.0.0.1"), AUTHORITY)
                .plainUser("ann", ODD_PASSWORD)
                .plainUser("eve", "eve's own")
                .scramUser("bob", "first")
                .start();
        kafka.createTopics("open", "tls", "mutual", "stores", "plain", "scram256", "scram512", "secure", "two");
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
    }

    @Test
    void worksInClear() throws Exception {
        LiveSource source = LiveSource.of("BOOTSTRAP_SERVERS", kafka.bootstrap("OPEN"));

        assertThat(TopicTraffic.roundTrip(source, "open", "hello")).contains("hello");
    }

    @Test
    void worksWithAnAuthorityOfItsOwn() throws Exception {
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("TLS"),
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_TRUSTSTORE_CERTIFICATES",
                AUTHORITY.pem());

        assertThat(TopicTraffic.roundTrip(source, "tls", "hello")).contains("hello");
    }

    @Test
    void worksWithAClientCertificateInPem() throws Exception {
        TestCertificates.Identity client = AUTHORITY.client("reader");
        LiveSource source =
                mutual("SSL_KEYSTORE_CERTIFICATE_CHAIN", client.chainPem(), "SSL_KEYSTORE_KEY", client.keyPem());

        assertThat(TopicTraffic.roundTrip(source, "mutual", "hello")).contains("hello");
        assertThat(source.handedOut).hasOnlyElementsOfType(Credential.Certificate.class);
    }

    @Test
    void worksWithStoresInPlaceOfPem() throws Exception {
        Path trust = Files.write(folder.resolve("trust.p12"), AUTHORITY.trustPkcs12("trust-pw"));
        String keys =
                Base64.getEncoder().encodeToString(AUTHORITY.client("reader").pkcs12("store-pw"));
        LiveSource source = LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("MUTUAL"),
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_TRUSTSTORE",
                trust.toString(),
                "SSL_TRUSTSTORE_PASSWORD",
                "trust-pw",
                "SSL_KEYSTORE",
                "base64:" + keys,
                "SSL_KEYSTORE_PASSWORD",
                "store-pw");

        assertThat(TopicTraffic.roundTrip(source, "stores", "hello")).contains("hello");
    }

    @Test
    void worksWithEveryPasswordMechanism() throws Exception {
        assertThat(TopicTraffic.roundTrip(login("PLAIN", "ann", ODD_PASSWORD), "plain", "hello"))
                .contains("hello");
        assertThat(TopicTraffic.roundTrip(login("SCRAM-SHA-256", "bob", "first"), "scram256", "hello"))
                .contains("hello");
        assertThat(TopicTraffic.roundTrip(login("SCRAM-SHA-512", "bob", "first"), "scram512", "hello"))
                .contains("hello");
    }

    @Test
    void oddPasswordsReachTheBrokerAsTheyAre() throws Exception {
        for (String password : List.of(ODD_PASSWORD, "\\\"; evil.Module required x=\"", "ключ 🔑")) {
            kafka.setScramPassword("bob", password);
            try (Admin admin = Admin.create(TopicTraffic.properties(login("SCRAM-SHA-512", "bob", password)))) {
                assertThat(admin.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                        .isNotBlank();
            }
        }
        kafka.setScramPassword("bob", "first");
    }

    @Test
    void worksWithSaslInsideTlsInTheSpellingOfGlue() throws Exception {
        LiveSource source = LiveSource.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrap("SECURE"),
                "KAFKA_CUSTOM_CERT",
                AUTHORITY.pem(),
                "KAFKA_SKIP_CUSTOM_CERT_VALIDATION",
                "true",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_SCRAM_USERNAME",
                "bob",
                "KAFKA_SASL_SCRAM_PASSWORD",
                "first");

        assertThat(TopicTraffic.roundTrip(source, "secure", "hello")).contains("hello");
    }

    @Test
    void twoIdentitiesLiveBesideEachOther() throws Exception {
        LiveSource right = login("PLAIN", "eve", "eve's own");
        LiveSource wrong = login("PLAIN", "eve", "another's");
        try (KafkaProducer<String, String> producer = TopicTraffic.producer(right);
                Admin refused = Admin.create(TopicTraffic.properties(wrong));
                Admin admitted = Admin.create(TopicTraffic.properties(right))) {
            producer.send(new ProducerRecord<>("two", "one")).get(15, TimeUnit.SECONDS);
            assertThatThrownBy(() -> refused.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(org.apache.kafka.common.errors.SaslAuthenticationException.class);
            assertThat(admitted.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                    .isNotBlank();
            producer.send(new ProducerRecord<>("two", "two")).get(15, TimeUnit.SECONDS);
        }
        assertThat(TopicTraffic.read(right, "two", "two")).containsExactly("one", "two");
    }

    @Test
    void aCertificateReplacedOnDiskIsUsedByTheNextConnection() throws Exception {
        TestCertificates stranger = TestCertificates.authority("stranger");
        Path chain = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        store(chain, key, stranger.client("reader"));
        LiveSource source =
                mutual("SSL_KEYSTORE_CERTIFICATE_CHAIN", chain.toString(), "SSL_KEYSTORE_KEY", key.toString());
        try (Admin admin = Admin.create(TopicTraffic.properties(source))) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                    .isNotNull();

            store(chain, key, AUTHORITY.client("reader"));

            assertThat(clusterIdOnceTheOldFailureIsForgotten(admin)).isNotBlank();
        }
    }

    @Test
    void holdsNoSecretAndSharesNoLogin() {
        LiveSource source = login("SCRAM-SHA-512", "bob", "never-shown");

        assertThat(KafkaClientProperties.of(source).toString()).doesNotContain("never-shown");
        assertThat(KafkaClientProperties.of(source).get("sasl.jaas.config"))
                .isNotEqualTo(KafkaClientProperties.of(source).get("sasl.jaas.config"));
    }

    /** The client repeats for a moment what it was told before the change. */
    private static String clusterIdOnceTheOldFailureIsForgotten(Admin admin) throws Exception {
        Instant deadline = Instant.now().plusSeconds(15);
        while (true) {
            try {
                return admin.describeCluster().clusterId().get(15, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static void store(Path chain, Path key, TestCertificates.Identity identity) throws Exception {
        Files.write(chain, identity.chainPem().getBytes(StandardCharsets.US_ASCII));
        Files.write(key, identity.keyPem().getBytes(StandardCharsets.US_ASCII));
    }

    private static LiveSource mutual(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("MUTUAL"),
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_TRUSTSTORE_CERTIFICATES",
                AUTHORITY.pem()));
        all.addAll(List.of(more));
        return LiveSource.of(all.toArray(new String[0]));
    }

    private static LiveSource login(String mechanism, String user, String password) {
        return LiveSource.of(
                "BOOTSTRAP_SERVERS",
                kafka.bootstrap("SASL"),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                mechanism,
                "SASL_USERNAME",
                user,
                "SASL_PASSWORD",
                password);
    }
}
