package dev.mooring.connection.hms;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hive.metastore.api.MetaException;

class HmsOpenTckTest extends ConnectionTypeTck {
    private final HmsProvider hms = new HmsProvider();
    private final FakeMetastore denying =
            FakeMetastore.of(Map.of("getVersion", arguments -> "3.1", "get_all_databases", arguments -> {
                throw new MetaException("Permission denied: user [nobody] does not have [SELECT] privilege");
            }));
    private final RelayBackend backend =
            new RelayBackend(Metastores.open().port(), Map.of(Failure.DENIED, denying.port()));

    @Override
    protected ConnectionType type() {
        return hms.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("HIVE_METASTORE_URIS", backend.uri()), RawProperty.of("STORAGE_CONNECTION", "lake"));
    }

    /** A metastore without authentication has no credential to reject, and no metastore throttles. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE, Failure.DENIED);
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(hms);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
