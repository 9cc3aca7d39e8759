package dev.mooring.connection.tencent;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class CosKeyTckTest extends ConnectionTypeTck {
    private final TencentProvider tencent = new TencentProvider();
    private final TencentBackend backend = new TencentBackend();

    @Override
    protected ConnectionType type() {
        return tencent.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("ACCESS_KEY", backend.key().accessKeyId()),
                RawProperty.of("SECRET_KEY", backend.key().accessKeySecret().reveal()),
                RawProperty.of("REGION", TencentBackend.REGION),
                RawProperty.of("APP_ID", TencentBackend.APP_ID));
    }

    /** A key is narrowed by GetFederationToken. */
    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("cos://" + TencentBackend.BUCKET + "/orders/"));
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
