package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.http.wire.LakeSail;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** API/LAKESAIL: the API of a LakeSail platform, called as a service account or as a user. */
final class LakeSailConnectionType implements ConnectionType {
    static final PropertySpec<URI> ENDPOINT = PropertySpec.endpoint("ENDPOINT")
            .alias("HOST")
            .describe("host of the platform")
            .build();
    static final PropertySpec<Secret> TOKEN = PropertySpec.secret("TOKEN")
            .alias("ACCESS_TOKEN")
            .pattern(StoredToken.FORM, StoredToken.EXPECTED)
            .describe("access token of a signed-in user, which is short-lived")
            .build();

    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "LAKESAIL");
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(ENDPOINT)
            .exactlyOneOf(Group.of(LakeSail.KEY), Group.of(TOKEN))
            .optional(LakeSail.KEY_ID, StoredToken.FORMAT, StoredToken.EXPIRES_AT)
            .build();

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
        return HttpConnectionType.SCOPES;
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return HttpConnectionType.STORED;
    }

    @Override
    public List<Validator> validators() {
        return List.of(LakeSailConnectionType::validate);
    }

    private static List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        StoredTokenRules.check(TOKEN, values, rules);
        StoredTokenRules.checkKey(LakeSail.KEY, values, rules);
        if (values.has(TOKEN)) {
            rules.forbid("belongs to KEY only", LakeSail.KEY_ID);
        }
        HttpValidator.inClear(ENDPOINT, values, rules);
        return rules.violations();
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new LakeSailProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> plan(request, context);
    }

    private static VendPlan plan(VendRequest request, ProviderContext context) {
        PropertyValues values = request.properties();
        PropertySpec<Secret> spec = values.has(LakeSail.KEY) ? LakeSail.KEY : TOKEN;
        HttpEndpoint endpoint = new HttpEndpoint(values.require(ENDPOINT), List.of());
        VendPlan plan = HttpVendor.stored(
                "stored token",
                List.of(),
                endpoint.details(),
                () -> StoredToken.of(spec, values).bearer(context.clock().instant()));
        return HttpVendor.guarded(plan, endpoint, context);
    }
}
