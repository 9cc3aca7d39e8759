package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CATALOG/ICEBERG_REST: an Iceberg catalog by its REST protocol. */
final class IcebergConnectionType implements ConnectionType {
    /** What the catalog's credentials for a table may do is its own decision: a scope names all of it. */
    static final Set<Action> ACTIONS = EnumSet.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE);

    private static final TypeId ID = TypeId.of(ConnectionCategory.CATALOG, "ICEBERG_REST");
    private static final ScopeSyntax SCOPES = ScopeSyntax.narrowed(Set.of("iceberg"), ACTIONS);
    private static final PropertySchema SCHEMA = schemaOfBothStyles();

    private static PropertySchema schemaOfBothStyles() {
        PropertySchema.Builder schema = PropertySchema.builder()
                .required(IcebergProperties.CATALOG)
                .optional(
                        IcebergProperties.ACCESS_REGION,
                        IcebergProperties.OAUTH_CLIENT_ID,
                        IcebergProperties.OAUTH_CLIENT_SECRET,
                        IcebergProperties.OAUTH_SCOPE,
                        IcebergProperties.OAUTH_SERVER,
                        IcebergProperties.TOKEN,
                        StoredToken.FORMAT,
                        StoredToken.EXPIRES_AT)
                .optional(
                        IcebergProperties.WAREHOUSE, IcebergProperties.NAMESPACE, IcebergProperties.STORAGE_CONNECTION);
        IcebergProperties.CLIENT_SETTINGS.forEach(schema::optional);
        return schema.refuse("CREDENTIAL", "give OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET, which are kept sealed")
                .build();
    }

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

    /** The catalog and its authorization server decide; a stored token may live for longer, and is handed out as it is. */
    @Override
    public Duration lifetime(PropertyValues values) {
        return values.has(IcebergProperties.OAUTH_CLIENT_ID)
                ? HttpConnectionType.LONGEST_TOKEN
                : HttpConnectionType.STORED;
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(IcebergProperties.CATALOG).map(URI::getAuthority);
    }

    @Override
    public List<Validator> validators() {
        return List.of(IcebergConnectionType::validate);
    }

    private static List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        rules.pair(IcebergProperties.OAUTH_CLIENT_ID, IcebergProperties.OAUTH_CLIENT_SECRET);
        if (values.has(IcebergProperties.OAUTH_CLIENT_ID)) {
            rules.forbid("is not used with OAUTH_CLIENT_ID; give one of them", IcebergProperties.TOKEN);
        } else {
            rules.forbid(
                    "belongs to OAUTH_CLIENT_ID only", IcebergProperties.OAUTH_SCOPE, IcebergProperties.OAUTH_SERVER);
        }
        if (!values.has(IcebergProperties.TOKEN)) {
            rules.forbid("belongs to TOKEN only", StoredToken.FORMAT, StoredToken.EXPIRES_AT);
        }
        StoredTokenRules.check(IcebergProperties.TOKEN, values, rules);
        HttpValidator.inClear(IcebergProperties.CATALOG, values, rules);
        HttpValidator.inClear(IcebergProperties.OAUTH_SERVER, values, rules);
        return rules.violations();
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new IcebergProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new IcebergVendor(context);
    }
}
