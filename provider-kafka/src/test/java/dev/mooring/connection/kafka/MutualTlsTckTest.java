package dev.mooring.connection.kafka;

import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.TestCertificates;
import java.util.List;
import java.util.Set;

class MutualTlsTckTest extends KafkaTck {
    private final TestCluster cluster;
    private final TestCertificates.Identity known;
    private final TestCertificates.Identity unknown;

    MutualTlsTckTest(TestCluster cluster) {
        super(new ClusterBackend(cluster, Listener.MUTUAL));
        this.cluster = cluster;
        this.known = cluster.authority().client("tck");
        this.unknown = TestCertificates.authority("another").client("tck");
    }

    @Override
    protected List<RawProperty> validProperties() {
        boolean isSpoilt = ((ClusterBackend) backend()).isFailing(Failure.BAD_CREDENTIAL);
        TestCertificates.Identity client = isSpoilt ? unknown : known;
        return ProbeRig.properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.MUTUAL),
                "SECURITY_PROTOCOL", "SSL",
                "SSL_TRUSTSTORE_CERTIFICATES", cluster.authority().pem(),
                "SSL_KEYSTORE_CERTIFICATE_CHAIN", client.chainPem(),
                "SSL_KEYSTORE_KEY", client.keyPem());
    }

    /** A certificate is refused within the TLS handshake, which has a remedy of its own. */
    @Override
    protected Set<? extends ErrorCode> expectedCodes(Failure failure) {
        return failure == Failure.BAD_CREDENTIAL
                ? Set.of(KafkaError.KAFKA_CLIENT_CERTIFICATE_REFUSED)
                : super.expectedCodes(failure);
    }
}
