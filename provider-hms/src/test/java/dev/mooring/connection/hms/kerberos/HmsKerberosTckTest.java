package dev.mooring.connection.hms.kerberos;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.hms.HmsProvider;
import dev.mooring.connection.hms.RelayBackend;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HmsKerberosTckTest extends ConnectionTypeTck {
    private static KerberosMetastore metastore;

    private final HmsProvider hms = new HmsProvider();
    private final RelayBackend backend = new RelayBackend(metastore.server().port(), Map.of());

    @BeforeAll
    static void start() {
        metastore = new KerberosMetastore();
        System.setProperty("java.security.krb5.conf", metastore.kdc().krb5Conf().toString());
    }

    @AfterAll
    static void stop() {
        metastore.close();
    }

    @Override
    protected ConnectionType type() {
        return hms.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("HIVE_METASTORE_URIS", backend.uri()),
                RawProperty.of("STORAGE_CONNECTION", "lake"),
                RawProperty.of("AUTH_TYPE", "kerberos"),
                RawProperty.of("KERBEROS_CLIENT_PRINCIPAL", KerberosMetastore.CLIENT),
                RawProperty.of("KERBEROS_SERVICE_PRINCIPAL", KerberosMetastore.SERVICE),
                RawProperty.of("KERBEROS_KRB5_CONFIG_PATH", metastore.kdc().krb5ConfText()),
                RawProperty.of("KERBEROS_KEYTAB", metastore.keytab()));
    }

    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    /** Which keys are accepted is the KDC's matter, shown beside this test; no metastore throttles. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE);
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(hms);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    /** A delegation token is asked for with an owner and a renewer; the protocol has no other fields. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }
}
