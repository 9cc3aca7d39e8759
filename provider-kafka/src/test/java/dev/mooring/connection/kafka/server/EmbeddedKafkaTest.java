package dev.mooring.connection.kafka.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.testserver.kdc.TestKdc;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

/** The broker that the other tests use is what they take it for. */
class EmbeddedKafkaTest {
    @Test
    void everyListenerLetsItsOwnClientsIn() throws Exception {
        TestCertificates authority = TestCertificates.authority("kafka test authority");
        try (TestKdc kdc = TestKdc.start("KAFKA.TEST");
                Krb5Property realm = Krb5Property.set(kdc);
                EmbeddedKafka kafka = EmbeddedKafka.builder()
                        .listener("TLS", SecurityProtocol.SSL)
                        .tls("TLS", authority.server("localhost", "127.0.0.1"), authority)
                        .requireClientCertificate("TLS")
                        .listener("SASL", SecurityProtocol.SASL_PLAINTEXT, "PLAIN", "SCRAM-SHA-512")
                        .plainUser("ann", "p\"w\\d")
                        .scramUser("bob", "first")
                        .listener("KERBEROS", SecurityProtocol.SASL_PLAINTEXT, "GSSAPI")
                        .kerberos("KERBEROS", kdc)
                        .authorizer()
                        .start()) {
            TestCertificates.Identity client = authority.client("client");
            assertThat(clusterId(Map.of(
                            "bootstrap.servers", kafka.bootstrap("TLS"),
                            "security.protocol", "SSL",
                            "ssl.truststore.type", "PEM",
                            "ssl.truststore.certificates", authority.pem(),
                            "ssl.keystore.type", "PEM",
                            "ssl.keystore.certificate.chain", client.chainPem(),
                            "ssl.keystore.key", client.keyPem())))
                    .isEqualTo(clusterId(sasl(kafka, "PLAIN", "plain.Plain", "ann", "p\\\"w\\\\d")))
                    .isEqualTo(clusterId(sasl(kafka, "SCRAM-SHA-512", "scram.Scram", "bob", "first")));
            kafka.setScramPassword("bob", "second");
            assertThat(clusterId(sasl(kafka, "SCRAM-SHA-512", "scram.Scram", "bob", "second")))
                    .isNotBlank();
            kafka.createTopics("orders");
            kafka.reserve("orders");
        }
    }

    /** Names the realm's krb5.conf to this JVM, for the broker's own login. */
    private record Krb5Property(String name) implements AutoCloseable {
        static Krb5Property set(TestKdc kdc) {
            System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
            return new Krb5Property("java.security.krb5.conf");
        }

        @Override
        public void close() {
            System.clearProperty(name);
        }
    }

    private static Map<String, String> sasl(
            EmbeddedKafka kafka, String mechanism, String module, String user, String password) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrap("SASL"),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + "LoginModule required username=\"" + user
                        + "\" password=\"" + password + "\";");
    }

    private static String clusterId(Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(settings))) {
            return admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
        }
    }
}
