package dev.mooring.connection.kafka;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class OAuthTckTest extends KafkaTck {
    private final TestCluster cluster;

    OAuthTckTest(TestCluster cluster) {
        super(new OAuthBackend(cluster));
        this.cluster = cluster;
    }

    @Override
    protected List<RawProperty> validProperties() {
        OAuthBackend issuer = (OAuthBackend) backend();
        return ProbeRig.properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.OAUTH),
                "SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "SASL_MECHANISM", "OAUTHBEARER",
                "SASL_OAUTHBEARER_TOKEN_ENDPOINT", issuer.tokenEndpoint(),
                "SASL_OAUTHBEARER_CLIENT_ID", "kafka-client",
                "SASL_OAUTHBEARER_CLIENT_SECRET", issuer.clientSecret(),
                "SASL_OAUTHBEARER_SCOPE", "produce");
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** The client credentials grant has neither; the server alone decides how long a token lives. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }

    /** There is no role to assume. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }
}
