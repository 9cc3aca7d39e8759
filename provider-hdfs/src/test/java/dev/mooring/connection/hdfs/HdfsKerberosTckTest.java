package dev.mooring.connection.hdfs;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.hdfs.server.JvmRealm;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is promised of connections to clusters with Kerberos. */
@ExtendWith(JvmRealm.class)
class HdfsKerberosTckTest extends ConnectionTypeTck {
    /** A file: the principal is removed by a check and comes back with other keys, which are seen without a change here. */
    private final Path keytab = Clusters.kdc().keytab("tck");

    private final HdfsBackend backend = new HdfsBackend(Clusters.secure(), Optional.of(keytab));

    @Override
    protected ConnectionType type() {
        return new HdfsConnectionType();
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("NAME_NODE", "zetta-cluster"),
                RawProperty.of("NAME_NODE_RPC_ADDRESSES", backend.addresses()),
                RawProperty.of("AUTH_TYPE", "kerberos"),
                RawProperty.of("KERBEROS_PRINCIPAL", "tck@" + Clusters.REALM),
                RawProperty.of("KERBEROS_KEYTAB", "file:" + keytab),
                RawProperty.of("NAME_NODE_PRINCIPAL", HdfsServer.SERVICE + "@" + Clusters.REALM),
                RawProperty.of("KERBEROS_KRB5_CONFIG", Clusters.kdc().krb5ConfText()));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(new HdfsProvider());
    }

    /** A delegation token is issued to a Kerberos login: its request has an owner and a renewer and no other fields. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }

    /** A name node that is too busy makes clients wait instead of refusing. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE, Failure.DENIED, Failure.BAD_CREDENTIAL);
    }
}
