package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.Token;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.VendPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A type of connection whose issuer is the token service. */
public final class TokenType implements ConnectionType, ConnectionProvider {
    /** The name in statements. */
    public static final String NAME = "TOKENS";
    /** The scheme of its resources. */
    public static final String SCHEME = "tokens";
    /** Required. */
    public static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();
    /** Required. */
    public static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("secret of the key").build();

    private static final PropertySchema SCHEMA =
            PropertySchema.builder().required(ENDPOINT, KEY).build();

    private final TokenService service;

    /** A type over the service. */
    public TokenType(TokenService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "benchmark";
    }

    @Override
    public List<ConnectionType> types() {
        return List.of(this);
    }

    @Override
    public TypeId id() {
        return TypeId.of(ConnectionCategory.STORAGE, NAME);
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return ScopeSyntax.narrowed(Set.of(SCHEME), Set.of(Action.READ, Action.LIST));
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return service.terms().lifetime();
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return Optional.of("the token service");
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return request -> List.of();
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return request -> new VendPlan("benchmark:Issue", List.of(), VendPlan.Reuse.UNTIL_EXPIRY, hops -> issued());
    }

    private Issued issued() {
        try {
            Token token = service.issue();
            Secret secret = Secret.of(token.id());
            return Issued.of(new Credential.Session(token.id(), secret, secret, token.expiry()), Receipt.none());
        } catch (Refusal refusal) {
            throw new ConnectionException(
                    refusal.isThrottle() ? ConnectionError.ISSUER_THROTTLED : ConnectionError.ISSUER_FAILED,
                    "the token service answered " + refusal.status());
        }
    }
}
