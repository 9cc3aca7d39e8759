package dev.mooring.connection.aws;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import java.util.List;
import java.util.Optional;

class LambdaTckTest extends ConnectionTypeTck {
    private final AwsProvider aws = new AwsProvider();
    private final AwsBackend backend = new AwsBackend();

    @Override
    protected ConnectionType type() {
        return aws.types().get(1);
    }

    @Override
    protected List<RawProperty> validProperties() {
        return roleProperties().orElseThrow();
    }

    @Override
    protected Optional<List<RawProperty>> roleProperties() {
        return Optional.of(List.of(
                RawProperty.of("PROVIDER", "aws"),
                RawProperty.of("REGION", AwsBackend.REGION),
                RawProperty.of("ROLE_ARN", backend.role()),
                RawProperty.of("CODE_BUCKET", AwsBackend.BUCKET)));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("lambda://" + AwsBackend.FUNCTION));
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
