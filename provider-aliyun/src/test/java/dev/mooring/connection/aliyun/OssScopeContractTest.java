package dev.mooring.connection.aliyun;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.ObjectStoreScopeContract;
import java.util.List;

class OssScopeContractTest extends ObjectStoreScopeContract {
    private final AliyunBackend backend = new AliyunBackend();

    @Override
    protected ConnectionType type() {
        return new AliyunProvider().types().get(0);
    }

    @Override
    protected List<RawProperty> properties() {
        return List.of(RawProperty.of("ROLE_ARN", backend.role()), RawProperty.of("REGION", AliyunBackend.REGION));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Resource bucket() {
        return Resource.parse("oss://" + AliyunBackend.BUCKET + "/");
    }
}
