package dev.mooring.connection.aws;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class S3RoleTckTest extends ConnectionTypeTck {
    private final AwsProvider aws = new AwsProvider();
    private final AwsBackend backend = new AwsBackend();

    @Override
    protected ConnectionType type() {
        return aws.types().get(0);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return roleProperties().orElseThrow();
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(List.of(
                RawProperty.of("ROLE_ARN", backend.role()),
                RawProperty.of("REGION", AwsBackend.REGION),
                RawProperty.of("SESSION_DURATION", "5400")));
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
