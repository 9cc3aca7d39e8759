package dev.mooring.connection.tencent;

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

/** STORAGE/COS: buckets of Tencent Cloud. */
final class CosConnectionType implements ConnectionType {
    private static final TypeId ID = TypeId.of(ConnectionCategory.STORAGE, "COS", Cloud.TENCENT);
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(TencentProperties.REGION, TencentProperties.APP_ID)
            .exactlyOneOf(
                    Group.of(TencentProperties.ROLE_ARN),
                    Group.of(TencentProperties.ACCESS_KEY, TencentProperties.SECRET_KEY))
            .optional(TencentProperties.NETWORK, TencentProperties.SESSION_DURATION)
            .refuse("ACCESS_ID", "the SecretId is ACCESS_KEY here, the SecretKey SECRET_KEY")
            .refuse("ENDPOINT", "the address follows from REGION and APP_ID; NETWORK chooses which")
            .refuse("SESSION_TOKEN", "a temporary key can not be stored, for it ends; use ROLE_ARN")
            .refuse("EXTERNAL_ID", "the external id is made by this system; see it with DESC CONNECTION")
            .refuse("BUCKET", "buckets are named where the connection is used, as cos://bucket-appid/folder/")
            .build();
    private static final ScopeSyntax SCOPES =
            ScopeSyntax.narrowed(Set.of("cos"), Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE));

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
        return Duration.ofSeconds(values.require(TencentProperties.SESSION_DURATION));
    }

    @Override
    public List<Validator> validators() {
        return List.of(new CosValidator());
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return TencentEndpoints.issuer(values);
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new CosProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new CamRoleVendor(context);
    }

    @Override
    public Optional<TrustGuide> trustGuide() {
        return Optional.of(CamTrustGuide.forStorage());
    }
}
