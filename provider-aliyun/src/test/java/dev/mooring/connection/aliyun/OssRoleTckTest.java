package dev.mooring.connection.aliyun;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class OssRoleTckTest extends ConnectionTypeTck {
    private final AliyunProvider aliyun = new AliyunProvider();
    private final AliyunBackend backend = new AliyunBackend();

    @Override
    protected ConnectionType type() {
        return aliyun.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return roleProperties().orElseThrow();
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(List.of(
                RawProperty.of("ROLE_ARN", backend.role()),
                RawProperty.of("REGION", AliyunBackend.REGION),
                RawProperty.of("SESSION_DURATION", "5400")));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("oss://" + AliyunBackend.BUCKET + "/orders/"));
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(aliyun);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
