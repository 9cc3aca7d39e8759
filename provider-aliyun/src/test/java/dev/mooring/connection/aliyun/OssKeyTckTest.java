package dev.mooring.connection.aliyun;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key can not be narrowed on this cloud, so that its scopes are refused and its vends call nobody. */
class OssKeyTckTest extends ConnectionTypeTck {
    private final AliyunProvider aliyun = new AliyunProvider();
    private final AliyunBackend backend = new AliyunBackend();

    @Override
    protected ConnectionType type() {
        return aliyun.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("ENDPOINT", "oss-cn-shanghai.aliyuncs.com"),
                RawProperty.of("ACCESS_ID", backend.key().accessKeyId()),
                RawProperty.of("ACCESS_KEY", backend.key().accessKeySecret().reveal()));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("oss://" + AliyunBackend.BUCKET + "/orders/"));
    }

    /** A test without a location knows the key from STS, which needs no permission that could be denied. */
    @Override
    protected Set<FakeBackend.Failure> failures() {
        Set<FakeBackend.Failure> failures = super.failures();
        failures.remove(FakeBackend.Failure.DENIED);
        return failures;
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
