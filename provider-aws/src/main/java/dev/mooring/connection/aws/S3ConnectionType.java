package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.TrustGuide;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** STORAGE/S3: buckets of AWS and of stores that speak its protocol. */
final class S3ConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "S3", Cloud.AWS);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(AwsProperties.REGION)
            .exactlyOneOf(
                    Group.of(AwsProperties.ROLE_ARN), Group.of(AwsProperties.ACCESS_KEY, AwsProperties.SECRET_KEY))
            .optional(
                    AwsProperties.ENDPOINT,
                    AwsProperties.STS_ENDPOINT,
                    AwsProperties.PATH_STYLE,
                    AwsProperties.KMS_KEY_ARN,
                    AwsProperties.HADOOP_LISTING,
                    AwsProperties.SESSION_DURATION)
            .refuse("ACCESS_ID", "the id of an access key is ACCESS_KEY here, its secret SECRET_KEY")
            .refuse("SESSION_TOKEN", "a temporary key can not be stored, for it ends; use ROLE_ARN")
            .refuse("EXTERNAL_ID", "the external id is made by this system; see it with DESC CONNECTION")
            .refuse("BUCKET", "buckets are named where the connection is used, as s3://bucket/folder/")
            .build();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.narrowed(Set.of("s3"), Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE));

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return Duration.ofSeconds(values.require(AwsProperties.SESSION_DURATION));
    }

    @Override
    public List<Validator> validators() {
        return List.of(new S3EndpointValidator(), new S3KeyValidator());
    }

    @Override
    public boolean isOutsideCloud(PropertyValues values) {
        return AwsEndpoints.isOutsideAws(values);
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return AwsEndpoints.issuer(values);
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new S3Probe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new IamRoleVendor(context);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(IamTrustGuide.forStorage());
    }
}
