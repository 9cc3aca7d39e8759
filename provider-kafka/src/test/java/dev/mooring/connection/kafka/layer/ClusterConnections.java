package dev.mooring.connection.kafka.layer;

import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.TestCertificates;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A connection of every mechanism to the test cluster: properties by the connection's name. */
final class ClusterConnections {
    private final TestCluster cluster;
    private final Map<String, Map<String, String>> all = new LinkedHashMap<>();

    ClusterConnections(TestCluster cluster) {
        this.cluster = cluster;
        put("clear", Listener.PLAIN_TEXT, "SECURITY_PROTOCOL", "PLAINTEXT");
        for (String mechanism : new String[] {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"}) {
            put(mechanism.toLowerCase(Locale.ROOT).replace('-', '_'), Listener.SASL_TLS, password(mechanism));
        }
        TestCertificates.Identity client = cluster.authority().client(TestCluster.USER);
        put(
                "mutual",
                Listener.MUTUAL,
                "SECURITY_PROTOCOL",
                "SSL",
                "SSL_TRUSTSTORE_CERTIFICATES",
                cluster.authority().pem(),
                "SSL_KEYSTORE_CERTIFICATE_CHAIN",
                client.chainPem(),
                "SSL_KEYSTORE_KEY",
                client.keyPem());
        put(
                "oauth",
                Listener.OAUTH,
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "OAUTHBEARER",
                "SASL_OAUTHBEARER_TOKEN_ENDPOINT",
                cluster.tokens().tokenEndpoint().toString(),
                "SASL_OAUTHBEARER_CLIENT_ID",
                "kafka-client",
                "SASL_OAUTHBEARER_CLIENT_SECRET",
                TestCluster.PASSWORD,
                "SASL_OAUTHBEARER_SCOPE",
                "produce");
        put(
                "kerberos",
                Listener.KERBEROS,
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "GSSAPI",
                "SASL_KERBEROS_PRINCIPAL",
                "ann@KAFKA.TEST",
                "SASL_KERBEROS_KEYTAB",
                "base64:" + Base64.getEncoder().encodeToString(cluster.kdc().keytabBytes("ann")));
    }

    Map<String, Map<String, String>> all() {
        return all;
    }

    private String[] password(String mechanism) {
        return new String[] {
            "SECURITY_PROTOCOL",
            "SASL_SSL",
            "SASL_MECHANISM",
            mechanism,
            "SASL_USERNAME",
            TestCluster.USER,
            "SASL_PASSWORD",
            TestCluster.PASSWORD,
            "SSL_TRUSTSTORE_CERTIFICATES",
            cluster.authority().pem()
        };
    }

    private void put(String name, Listener listener, String... namesAndValues) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("BOOTSTRAP_SERVERS", cluster.bootstrap(listener));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        all.put(name, properties);
    }
}
