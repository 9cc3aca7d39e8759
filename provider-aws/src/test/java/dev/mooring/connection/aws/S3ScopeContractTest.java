package dev.mooring.connection.aws;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.ObjectStoreScopeContract;
import java.util.List;

class S3ScopeContractTest extends ObjectStoreScopeContract {
    private final AwsBackend backend = new AwsBackend();

    @Override
    protected ConnectionType type() {
        return new AwsProvider().types().get(0);
    }

    @Override
    protected List<RawProperty> properties() {
        return List.of(RawProperty.of("ROLE_ARN", backend.role()), RawProperty.of("REGION", AwsBackend.REGION));
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }

    @Override
    protected Resource bucket() {
        return Resource.parse("s3://" + AwsBackend.BUCKET + "/");
    }
}
