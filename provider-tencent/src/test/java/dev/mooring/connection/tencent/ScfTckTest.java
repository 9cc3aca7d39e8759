package dev.mooring.connection.tencent;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class ScfTckTest extends ConnectionTypeTck {
    private final TencentProvider tencent = new TencentProvider();
    private final TencentBackend backend = new TencentBackend();

    @Override
    protected ConnectionType type() {
        return tencent.types().get(1);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return roleProperties().orElseThrow();
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(List.of(
                RawProperty.of("PROVIDER", "tencent"),
                RawProperty.of("REGION", TencentBackend.REGION),
                RawProperty.of("NAMESPACE", "default"),
                RawProperty.of("ROLE_ARN", TencentBackend.ROLE),
                RawProperty.of("CODE_BUCKET", TencentBackend.BUCKET)));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("scf://" + TencentBackend.FUNCTION));
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(tencent);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
