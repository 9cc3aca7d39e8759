package dev.mooring.connection.aws;

import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of AWS: S3 storage, also on stores that speak its protocol, and Lambda functions. */
public final class AwsProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new S3ConnectionType(), new LambdaConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public AwsProvider() {}

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }

    @Override
    public List<CloudProfile> clouds() {
        return List.of(AwsPartition.profile());
    }
}
