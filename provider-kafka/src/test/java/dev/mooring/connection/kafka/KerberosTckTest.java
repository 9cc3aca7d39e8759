package dev.mooring.connection.kafka;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.Base64;
import java.util.List;

class KerberosTckTest extends KafkaTck {
    private final TestCluster cluster;
    private byte[] keytab;

    KerberosTckTest(TestCluster cluster) {
        super(new ClusterBackend(cluster, Listener.KERBEROS) {
            @Override
            void spoilCredential() {
                cluster.kdc().changePassword("tck", "password-" + System.nanoTime());
            }
        });
        this.cluster = cluster;
        this.keytab = cluster.kdc().keytabBytes("tck");
    }

    @Override
    protected List<RawProperty> validProperties() {
        if (!((ClusterBackend) backend()).isFailing(Failure.BAD_CREDENTIAL)) {
            keytab = cluster.kdc().keytabBytes("tck");
        }
        return ProbeRig.properties(
                "BOOTSTRAP_SERVERS",
                cluster.bootstrap(Listener.KERBEROS),
                "SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "SASL_MECHANISM",
                "GSSAPI",
                "SASL_KERBEROS_PRINCIPAL",
                "tck@KAFKA.TEST",
                "SASL_KERBEROS_KEYTAB",
                "base64:" + Base64.getEncoder().encodeToString(keytab),
                "SASL_KERBEROS_KRB5_CONF",
                cluster.kdc().krb5ConfText());
    }
}
