package dev.mooring.connection.hdfs;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is promised of connections to clusters without Kerberos. */
class HdfsSimpleTckTest extends ConnectionTypeTck {
    private final HdfsBackend backend = new HdfsBackend(Clusters.simple());

    @Override
    protected ConnectionType type() {
        return new HdfsConnectionType();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("NAME_NODE", "zetta-cluster"),
                RawProperty.of("NAME_NODE_RPC_ADDRESSES", backend.addresses()),
                RawProperty.of("USER", "tck"));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(new HdfsProvider());
    }

    /** There is no credential that could be bad, and a name node that is too busy makes clients wait instead of refusing. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE, Failure.DENIED);
    }
}
