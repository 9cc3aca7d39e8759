package dev.mooring.connection.aliyun;

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

/** STORAGE/OSS: buckets of Alibaba Cloud. */
final class OssConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "OSS", Cloud.ALIYUN);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .exactlyOneOf(
                    Group.of(AliyunProperties.ROLE_ARN),
                    Group.of(AliyunProperties.ACCESS_ID, AliyunProperties.ACCESS_KEY))
            .optional(
                    AliyunProperties.REGION,
                    AliyunProperties.ENDPOINT,
                    AliyunProperties.NETWORK,
                    AliyunProperties.STS_ENDPOINT,
                    AliyunProperties.SESSION_DURATION)
            .refuse("SECRET_KEY", "on OSS the id of a key is ACCESS_ID and its secret ACCESS_KEY")
            .refuse("SECURITY_TOKEN", "a temporary key can not be stored, for it ends; use ROLE_ARN")
            .refuse("SESSION_TOKEN", "a temporary key can not be stored, for it ends; use ROLE_ARN")
            .refuse("EXTERNAL_ID", "the external id is made by this system; see it with DESC CONNECTION")
            .refuse("PATH_STYLE", "OSS refuses addresses with the bucket in the path; leave it out")
            .refuse("BUCKET", "buckets are named where the connection is used, as oss://bucket/folder/")
            .build();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.narrowed(Set.of("oss"), Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE));

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
        return Duration.ofSeconds(values.require(AliyunProperties.SESSION_DURATION));
    }

    @Override
    public List<Validator> validators() {
        return List.of(new OssEndpointValidator(), new OssKeyValidator());
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return AliyunEndpoints.issuer(values);
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new OssProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new RamRoleVendor(context);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(RamTrustGuide.forStorage());
    }
}
