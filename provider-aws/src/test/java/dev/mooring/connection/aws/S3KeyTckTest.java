package dev.mooring.connection.aws;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class S3KeyTckTest extends ConnectionTypeTck {
    private final AwsProvider aws = new AwsProvider();
    private final AwsBackend backend = new AwsBackend();

    @Override
    protected ConnectionType type() {
        return aws.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("ACCESS_KEY", backend.key().accessKeyId()),
                RawProperty.of("SECRET_KEY", backend.key().accessKeySecret().reveal()),
                RawProperty.of("REGION", AwsBackend.REGION));
    }

    /** A key is narrowed by GetFederationToken. */
    @Override
    protected boolean callsAnIssuer() {
        return true;
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("s3://" + AwsBackend.BUCKET + "/orders/"));
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(aws);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
