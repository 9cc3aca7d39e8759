package dev.mooring.connection.tencent;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.ObjectStoreScopeContract;
import java.util.List;

class CosScopeContractTest extends ObjectStoreScopeContract {
    private final TencentBackend backend = new TencentBackend();

    @Override
    protected ConnectionType type() {
        return new TencentProvider().types().get(0);
    }

    @Override
    protected List<RawProperty> properties() {
        return List.of(
                RawProperty.of("ROLE_ARN", TencentBackend.ROLE),
                RawProperty.of("REGION", TencentBackend.REGION),
                RawProperty.of("APP_ID", TencentBackend.APP_ID));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Resource bucket() {
        return Resource.parse("cos://" + TencentBackend.BUCKET + "/");
    }
}
