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

class HmsPasswordTckTest extends ConnectionTypeTck {
    private final HmsProvider hms = new HmsProvider();
    private final RelayBackend backend = new RelayBackend(
            Metastores.password().port(),
            Map.of(Failure.BAD_CREDENTIAL, Metastores.otherPassword().port()));

    @Override
    protected ConnectionType type() {
        return hms.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("HIVE_METASTORE_URIS", backend.uri()),
                RawProperty.of("STORAGE_CONNECTION", "lake"),
                RawProperty.of("AUTH_TYPE", "plain"),
                RawProperty.of("USERNAME", Metastores.USER),
                RawProperty.of("PASSWORD", Metastores.PASSWORD));
    }

    /** No metastore throttles; what denying looks like is shown without a password, where it looks the same. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE, Failure.BAD_CREDENTIAL);
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
