package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.network.PrivateKeyPem;
import dev.mooring.connection.support.oauth.Grant;
import dev.mooring.connection.support.oauth.JwtAssertion;
import dev.mooring.connection.support.oauth.TokenAnswer;
import dev.mooring.connection.support.oauth.TokenCalls;
import dev.mooring.connection.support.oauth.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Plans calls of token endpoints, whatever the type of the connection. */
final class TokenVendor {
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(3);

    private final ProviderContext context;
    private final TokenCalls calls;

    /** Asks through these calls. */
    TokenVendor(ProviderContext context, TokenCalls calls) {
        this.context = context;
        this.calls = calls;
    }

    /**
     * A plan for everything that the connection reaches.
     *
     * @param details what a consumer needs beside the token
     */
    VendPlan plan(VendRequest request, TokenWish wish, Function<TokenAnswer, PropertyValues> details) {
        String operation = "oauth2:" + type(wish);
        return switch (wish.grant()) {
            case CLIENT_CREDENTIALS ->
                new VendPlan(operation, wish.fields(), Reuse.UNTIL_EXPIRY, hops -> {
                    return issued(
                            ask(request, wish, new Grant.Client(wish.wording().scope())), details);
                });
            case JWT_BEARER ->
                new VendPlan(operation, wish.fields(), Reuse.UNTIL_EXPIRY, hops -> {
                    Grant grant = new Grant.Assertion(
                            assertion(request, wish), wish.wording().scope());
                    return issued(ask(request, wish, grant), details);
                });
            case AUTHORIZATION_CODE, REFRESH_TOKEN ->
                VendPlan.spending(operation, wish.fields(), request, OAuthProperties.REFRESH_TOKEN, (stored, hops) -> {
                    Grant grant = new Grant.Refresh(stored, wish.wording().scope());
                    TokenAnswer answer = ask(request, wish, grant);
                    return rotating(issued(answer, details), stored, answer);
                });
        };
    }

    /** An authorized connection asks by its refresh token. */
    private static String type(TokenWish wish) {
        return wish.grant() == OAuthProperties.GrantType.AUTHORIZATION_CODE
                ? "refresh_token"
                : wish.grant().name().toLowerCase(Locale.ROOT);
    }

    /** A token that is not kept longer than the request says, whatever the server allows. */
    TokenAnswer ask(VendRequest request, TokenWish wish, Grant grant) {
        TokenEndpoint endpoint = new TokenEndpoint(
                wish.server().tokenEndpoint(context),
                wish.client(),
                wish.wording().parameters());
        return calls.ask(endpoint, grant).until(context.clock().instant().plus(request.lifetime()));
    }

    private static Issued issued(TokenAnswer answer, Function<TokenAnswer, PropertyValues> details) {
        return new Issued(answer.bearer(), List.of(), details.apply(answer), Map.of(), answer.receipt());
    }

    private static Issued rotating(Issued issued, Secret stored, TokenAnswer answer) {
        Map<PropertySpec<Secret>, Secret> rotated = answer.refreshToken()
                .filter(next -> !next.equals(stored))
                .map(next -> Map.of(OAuthProperties.REFRESH_TOKEN, next))
                .orElseGet(Map::of);
        return new Issued(issued.credential(), issued.covers(), issued.details(), rotated, issued.receipt());
    }

    private JwtAssertion assertion(VendRequest request, TokenWish wish) {
        TokenWish.Signing signing =
                wish.signing().orElseThrow(() -> new IllegalStateException("an assertion has a signature"));
        TokenWish.Key stored = signing.key();
        Secret pem = PrivateKeyPem.pkcs8(
                OAuthProperties.PRIVATE_KEY.name(),
                context.contents(request.connection()).open(stored.content()),
                OAuthProperties.PRIVATE_KEY_PASSWORD.name(),
                stored.password());
        return new JwtAssertion(
                signing.issuer(),
                signing.subject(),
                signing.audience(),
                ASSERTION_LIFETIME,
                new JwtAssertion.Key(signing.algorithm(), pem, stored.id(), OAuthProperties.PRIVATE_KEY.name()));
    }
}
