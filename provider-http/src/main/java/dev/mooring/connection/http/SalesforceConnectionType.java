package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.http.OAuthProperties.GrantType;
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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** API/SALESFORCE: an org of Salesforce, reached at its My Domain host. */
final class SalesforceConnectionType implements ConnectionType {
    static final PropertySpec<URI> HOST = PropertySpec.endpoint("HOST")
            .alias("MY_DOMAIN", "ENDPOINT")
            .describe("the org's My Domain host, such as acme.my.salesforce.com")
            .build();
    static final PropertySpec<String> GRANT = PropertySpec.oneOf(
                    "GRANT", List.of(GrantType.CLIENT_CREDENTIALS.name(), GrantType.JWT_BEARER.name()))
            .alias("GRANT_TYPE")
            .defaultsTo(GrantType.CLIENT_CREDENTIALS.name())
            .describe("how a token is come by")
            .guardsSecrets()
            .build();
    static final PropertySpec<String> USERNAME = PropertySpec.text("USERNAME")
            .describe("user whom a JWT_BEARER connection acts as, approved for the app beforehand")
            .build();
    static final PropertySpec<String> AUDIENCE = PropertySpec.oneOf(
                    "AUDIENCE", List.of("https://login.salesforce.com", "https://test.salesforce.com"))
            .describe("whom assertions are for: test.salesforce.com for a sandbox, else login.salesforce.com")
            .build();
    static final PropertySpec<Integer> TOKEN_LIFETIME = PropertySpec.integer("TOKEN_LIFETIME")
            .pattern("[1-9]\\d{1,4}", "seconds, 10 to 99999")
            .defaultsTo("900")
            .describe(
                    "seconds for which a token is kept, for its issuer does not say; at most the org's session timeout")
            .build();

    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "SALESFORCE");
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(HOST, OAuthProperties.CLIENT_ID)
            .optional(GRANT)
            .when(GRANT, Set.of("CLIENT_CREDENTIALS"), Group.of(OAuthProperties.CLIENT_SECRET))
            .when(GRANT, Set.of("JWT_BEARER"), Group.of(USERNAME, OAuthProperties.PRIVATE_KEY))
            .optional(OAuthProperties.PRIVATE_KEY_PASSWORD, AUDIENCE, TOKEN_LIFETIME)
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
        return Duration.ofSeconds(values.require(TOKEN_LIFETIME));
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(HOST).map(URI::getAuthority);
    }

    @Override
    public List<Validator> validators() {
        return List.of(SalesforceConnectionType::validate);
    }

    private static List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        boolean isSigned = values.require(GRANT).equals(GrantType.JWT_BEARER.name());
        if (!isSigned) {
            rules.forbid("belongs to GRANT = JWT_BEARER only", OAuthProperties.PRIVATE_KEY_PASSWORD, AUDIENCE);
        }
        values.get(HOST)
                .map(url -> url.getHost().toLowerCase(Locale.ROOT))
                .flatMap(SalesforceConnectionType::wrongHost)
                .ifPresent(why -> rules.malformed(HOST, why));
        HttpValidator.inClear(HOST, values, rules);
        return rules.violations();
    }

    private static Optional<String> wrongHost(String host) {
        if (host.equals("login.salesforce.com") || host.equals("test.salesforce.com")) {
            return Optional.of("is the login host; give the org's My Domain host, such as acme.my.salesforce.com");
        }
        return host.endsWith(".lightning.force.com") || host.endsWith(".salesforce-setup.com")
                ? Optional.of(
                        "is a host of pages for people; give the org's My Domain host, ending in .my.salesforce.com")
                : Optional.empty();
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new SalesforceProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new SalesforceVendor(context);
    }
}
