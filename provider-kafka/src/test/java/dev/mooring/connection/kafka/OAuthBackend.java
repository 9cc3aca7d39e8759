package dev.mooring.connection.kafka;

import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The broker together with the authorization server whose tokens it takes: what fails is the latter. */
final class OAuthBackend extends ClusterBackend {
    private static final String NOWHERE = "http://127.0.0.1:9/token";

    private final TestCluster cluster;
    private final int receivedBefore;
    private final long callsBefore;

    OAuthBackend(TestCluster cluster) {
        super(cluster, Listener.OAUTH);
        this.cluster = cluster;
        this.receivedBefore = cluster.tokens().received().size();
        this.callsBefore = cluster.tokens().calls();
    }

    String tokenEndpoint() {
        return isFailing(Failure.UNREACHABLE)
                ? NOWHERE
                : cluster.tokens().tokenEndpoint().toString();
    }

    String clientSecret() {
        return isFailing(Failure.BAD_CREDENTIAL) ? "another-secret" : TestCluster.PASSWORD;
    }

    @Override
    public void fail(Failure kind) {
        if (kind == Failure.DENIED || kind == Failure.THROTTLED) {
            cluster.tokens().trouble(kind == Failure.DENIED ? Trouble.FORBIDDEN : Trouble.THROTTLED);
        } else {
            super.fail(kind);
        }
    }

    @Override
    public void heal() {
        cluster.tokens().trouble(Trouble.NONE);
        super.heal();
    }

    /** As plans say it: a plan names also the endpoint. */
    @Override
    public List<Received> received() {
        return cluster.tokens().received().stream()
                .skip(receivedBefore)
                .map(received -> {
                    Map<String, String> fields = new TreeMap<>(received.fields());
                    fields.put("tokenEndpoint", tokenEndpoint());
                    return new Received("oauth2:" + received.operation(), fields);
                })
                .toList();
    }

    @Override
    public long calls() {
        return super.calls() + cluster.tokens().calls() - callsBefore;
    }
}
