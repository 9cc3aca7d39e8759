package dev.mooring.connection.kafka;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class PlaintextTckTest extends KafkaTck {
    private final TestCluster cluster;

    PlaintextTckTest(TestCluster cluster) {
        super(new ClusterBackend(cluster, Listener.PLAIN_TEXT));
        this.cluster = cluster;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return ProbeRig.properties(
                "BOOTSTRAP_SERVERS", cluster.bootstrap(Listener.PLAIN_TEXT), "SECURITY_PROTOCOL", "PLAINTEXT");
    }

    /** Nobody says who they are, so nobody is unknown. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.of(Failure.UNREACHABLE, Failure.DENIED);
    }
}
