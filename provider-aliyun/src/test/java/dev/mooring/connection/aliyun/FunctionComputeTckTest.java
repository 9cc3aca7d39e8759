package dev.mooring.connection.aliyun;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class FunctionComputeTckTest extends ConnectionTypeTck {
    private final AliyunProvider aliyun = new AliyunProvider();
    private final AliyunBackend backend = new AliyunBackend();

    @Override
    protected ConnectionType type() {
        return aliyun.types().get(1);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return roleProperties().orElseThrow();
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(List.of(
                RawProperty.of("PROVIDER", "aliyun"),
                RawProperty.of("REGION", AliyunBackend.REGION),
                RawProperty.of("ROLE_ARN", backend.role()),
                RawProperty.of("CODE_BUCKET", AliyunBackend.BUCKET)));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("fc://" + AliyunBackend.FUNCTION));
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
