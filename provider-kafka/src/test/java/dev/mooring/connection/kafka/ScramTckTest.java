package dev.mooring.connection.kafka;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import java.io.IOException;
import java.util.List;

class ScramTckTest extends KafkaTck {
    private final TestCluster cluster;

    ScramTckTest(TestCluster cluster) {
        super(new ClusterBackend(cluster, Listener.SASL_TLS) {
            @Override
            void spoilCredential() throws IOException {
                cluster.kafka().setScramPassword(TestCluster.USER, "another-password");
            }

            @Override
            void restoreCredential() throws IOException {
                cluster.kafka().setScramPassword(TestCluster.USER, TestCluster.PASSWORD);
            }
        });
        this.cluster = cluster;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return ProbeRig.properties(
                "BOOTSTRAP_SERVERS",
                cluster.bootstrap(Listener.SASL_TLS),
                "SECURITY_PROTOCOL",
                "SASL_SSL",
                "SASL_MECHANISM",
                "SCRAM-SHA-512",
                "SASL_USERNAME",
                TestCluster.USER,
                "SASL_PASSWORD",
                TestCluster.PASSWORD,
                "SSL_TRUSTSTORE_CERTIFICATES",
                cluster.authority().pem());
    }
}
