package dev.mooring.connection.kafka;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.TestCluster.Listener;
import dev.mooring.connection.tck.FakeBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One listener of the real broker as the suite sees it. What goes wrong, goes wrong at the broker or before it. */
class ClusterBackend implements FakeBackend {
    private final TestCluster cluster;
    private final Listener listener;
    private final long connectionsBefore;
    private final long recordsBefore;
    private Optional<Failure> failure = Optional.empty();

    ClusterBackend(TestCluster cluster, Listener listener) {
        this.cluster = cluster;
        this.listener = listener;
        this.connectionsBefore = cluster.relay(listener).connections();
        this.recordsBefore = records();
    }

    /** Makes the broker know another secret than the connection's. */
    void spoilCredential() throws IOException {}

    /** Ends what {@link #spoilCredential} began. */
    void restoreCredential() throws IOException {}

    final boolean isFailing(Failure kind) {
        return failure.equals(Optional.of(kind));
    }

    @Override
    public final Map<String, URI> endpoints() {
        return Map.of();
    }

    @Override
    public final Optional<Credential> serviceIdentity() {
        return Optional.empty();
    }

    @Override
    public void fail(Failure kind) {
        failure = Optional.of(kind);
        try {
            switch (kind) {
                case UNREACHABLE -> cluster.relay(listener).cut();
                case BAD_CREDENTIAL -> spoilCredential();
                case DENIED -> cluster.kafka().reserve(TestCluster.TOPIC);
                case THROTTLED, WRONG_EXTERNAL_ID -> throw new AssertionError(kind + " does not exist here");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void heal() {
        try {
            if (isFailing(Failure.UNREACHABLE)) {
                cluster.relay(listener).mend();
            } else if (isFailing(Failure.BAD_CREDENTIAL)) {
                restoreCredential();
            } else if (isFailing(Failure.DENIED)) {
                cluster.kafka().release(TestCluster.TOPIC);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        failure = Optional.empty();
    }

    @Override
    public List<Received> received() {
        return List.of();
    }

    @Override
    public long calls() {
        return cluster.relay(listener).connections() - connectionsBefore;
    }

    @Override
    public final long writes() {
        return records() - recordsBefore;
    }

    @Override
    public final boolean permits(Credential credential, Action action, Resource resource) {
        throw new AssertionError("nothing is narrowed here");
    }

    @Override
    public final void close() {
        heal();
    }

    private long records() {
        try {
            return cluster.kafka().records(TestCluster.TOPIC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
