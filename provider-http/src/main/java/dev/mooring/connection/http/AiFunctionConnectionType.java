package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.ApiKey;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.property.PropertySchema;
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
import dev.mooring.connection.spi.VendPlan.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** API/AI_FUNCTION: a service of language models, called with a key. */
final class AiFunctionConnectionType implements ConnectionType {
    static final PropertySpec<String> PROVIDER = PropertySpec.text("PROVIDER")
            .pattern("[A-Za-z][A-Za-z0-9_.-]{0,63}", "a service's name such as bailian, openai or anthropic")
            .describe("whose service it is, which decides the header that the key is sent in")
            .guardsSecrets()
            .build();
    static final PropertySpec<URI> BASE_URL = PropertySpec.url("BASE_URL")
            .describe("address that the service's operations are below")
            .build();
    static final PropertySpec<Secret> API_KEY = PropertySpec.secret("API_KEY")
            .pattern(StoredToken.FORM, "a key without blanks")
            .describe("key of the service")
            .build();

    private static final String ANTHROPIC = "anthropic";
    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "AI_FUNCTION");
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(BASE_URL, API_KEY)
            .optional(PROVIDER)
            .build();
    private static final ScopeSyntax SCOPES = ScopeSyntax.reachesEverything(Set.of("model"), Set.of(Action.INVOKE));

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
        return HttpConnectionType.STORED;
    }

    @Override
    public List<Validator> validators() {
        return List.of(AiFunctionConnectionType::validate);
    }

    private static List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        HttpValidator.inClear(BASE_URL, values, rules);
        return rules.violations();
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new AiFunctionProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> {
            PropertyValues values = request.properties();
            HttpEndpoint endpoint = new HttpEndpoint(values.require(BASE_URL), List.of());
            VendPlan plan = HttpVendor.stored(
                    "stored key",
                    List.of(new Field("header", isAnthropic(values) ? "x-api-key" : "Authorization")),
                    endpoint.details(),
                    () -> credential(values));
            return HttpVendor.guarded(plan, endpoint, context);
        };
    }

    private static Credential credential(PropertyValues values) {
        Secret key = values.require(API_KEY);
        return isAnthropic(values) ? new ApiKey("x-api-key", key, Optional.empty()) : new Bearer(key, Optional.empty());
    }

    static boolean isAnthropic(PropertyValues values) {
        return values.get(PROVIDER)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(ANTHROPIC::equals)
                .isPresent();
    }
}
