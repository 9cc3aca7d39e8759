package dev.mooring.connection.http;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.ApiKey;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendPlan.Spending;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.oauth.TokenCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands out what an API is called with: what is stored, or a token of an authorization server. */
final class HttpVendor implements CredentialVendor {
    private final ProviderContext context;
    private final TokenVendor tokens;

    HttpVendor(ProviderContext context) {
        this.context = context;
        this.tokens = new TokenVendor(context, TokenCalls.of(context));
    }

    @Override
    public VendPlan plan(VendRequest request) {
        PropertyValues values = request.properties();
        HttpEndpoint endpoint = HttpProperties.endpoint(values);
        return guarded(plan(request, values, endpoint.details()), endpoint, context);
    }

    private VendPlan plan(VendRequest request, PropertyValues values, PropertyValues details) {
        return switch (values.require(HttpProperties.AUTH_TYPE)) {
            case NONE -> stored("no credential", List.of(), details, Anonymous::new);
            case BEARER -> token(HttpProperties.TOKEN, values, details);
            case SERVICE_ACCOUNT_KEY -> token(HttpProperties.SERVICE_ACCOUNT_KEY, values, details);
            case BASIC -> {
                String user = values.require(HttpProperties.USERNAME);
                yield stored(
                        "stored login",
                        List.of(new Field("username", user)),
                        details,
                        () -> new Login(user, values.require(HttpProperties.PASSWORD), Optional.empty()));
            }
            case API_KEY -> {
                String header = values.require(HttpProperties.API_KEY_HEADER);
                yield stored(
                        "stored key",
                        List.of(new Field("header", header)),
                        details,
                        () -> new ApiKey(header, values.require(HttpProperties.API_KEY), Optional.empty()));
            }
            case OAUTH2 -> tokens.plan(request, OAuthSettings.wish(values), answer -> details);
        };
    }

    private VendPlan token(PropertySpec<Secret> spec, PropertyValues values, PropertyValues details) {
        return stored(
                "stored token",
                List.of(),
                details,
                () -> StoredToken.of(spec, values).bearer(context.clock().instant()));
    }

    /**
     * The plan, whose call first lets the egress guard look at addresses, which a consumer's own client will not do. Names
     * lead nowhere that has no certificate for them.
     */
    static VendPlan guarded(VendPlan plan, HttpEndpoint endpoint, ProviderContext context) {
        return new VendPlan(
                plan.operation(),
                plan.fields(),
                plan.reuse(),
                hops -> {
                    requireAllowed(endpoint, context);
                    return plan.call().run(hops);
                },
                plan.spending()
                        .map(spending -> new Spending(spending.secret(), (stored, hops) -> {
                            requireAllowed(endpoint, context);
                            return spending.exchange().run(stored, hops);
                        })));
    }

    private static void requireAllowed(HttpEndpoint endpoint, ProviderContext context) {
        endpoint.allowedHosts().stream()
                .map(HostPort::host)
                .filter(host -> host.contains(":") || host.matches("[0-9.]+"))
                .forEach(context::resolve);
    }

    /** Handed out as it is now, and kept nowhere. */
    static VendPlan stored(
            String operation, List<Field> fields, PropertyValues details, Supplier<Credential> credential) {
        return new VendPlan(
                operation,
                fields,
                Reuse.NEVER,
                hops -> new Issued(credential.get(), List.of(), details, Map.of(), Receipt.none()));
    }
}
