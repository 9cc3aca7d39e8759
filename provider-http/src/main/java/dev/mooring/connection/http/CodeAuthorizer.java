package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.support.oauth.AuthorizationRedirect;
import dev.mooring.connection.support.oauth.AuthorizationStart;
import dev.mooring.connection.support.oauth.Grant;
import dev.mooring.connection.support.oauth.ServerMetadata;
import dev.mooring.connection.support.oauth.TokenAnswer;
import dev.mooring.connection.support.oauth.TokenCalls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins authorizations with PKCE, and redeems their codes. */
final class CodeAuthorizer implements Authorizer {
    /** No properties: kept by core between the two halves of one authorization. */
    private static final PropertySpec<Secret> VERIFIER = PropertySpec.secret("CODE_VERIFIER")
            .describe("what redeeming the code needs")
            .build();

    private static final PropertySpec<Secret> STATE = PropertySpec.secret("STATE")
            .describe("what the address must repeat")
            .build();

    private final ProviderContext context;
    private final TokenVendor tokens;

    CodeAuthorizer(ProviderContext context) {
        this.context = context;
        this.tokens = new TokenVendor(context, TokenCalls.of(context));
    }

    @Override
    public Optional<Begun> begin(VendRequest request) {
        PropertyValues values = requireCodeGrant(request);
        AuthorizationStart start = AuthorizationStart.of(new AuthorizationStart.Wish(
                authorizationEndpoint(values),
                values.require(OAuthProperties.CLIENT_ID),
                redirect(values),
                values.get(OAuthProperties.SCOPE),
                OAuthSettings.parameters(values)));
        return Optional.of(new Begun(start.url(), Map.of(VERIFIER, start.verifier(), STATE, start.state())));
    }

    @Override
    public Issued redeem(VendRequest request, Secret given) {
        PropertyValues values = requireCodeGrant(request);
        Secret verifier = values.get(VERIFIER)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_READY,
                        "no authorization of connection " + request.connection().name()
                                + " was begun, or it was changed since",
                        "begin one, and redeem the code that comes of it"));
        Optional<ServerMetadata> issuer =
                values.get(OAuthProperties.ISSUER).map(id -> ServerMetadata.discover(id, context));
        Secret code = new AuthorizationRedirect(redirect(values), values.get(STATE), issuer).code(given);
        TokenWish wish = OAuthSettings.wish(values);
        TokenAnswer answer = tokens.ask(
                request,
                issuer.map(known -> wish.at(known.tokenEndpoint())).orElse(wish),
                new Grant.Code(code, redirect(values), Optional.of(verifier)));
        Secret refreshToken = answer.refreshToken()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.ACCESS_DENIED,
                        "the issuer gave no refresh token, so that nothing could be kept",
                        "ask for one, as a rule by the scope offline_access or a parameter such as"
                                + " access_type=offline, and authorize again"));
        return new Issued(
                answer.bearer(),
                List.of(),
                PropertyValues.empty(),
                Map.of(OAuthProperties.REFRESH_TOKEN, refreshToken),
                answer.receipt());
    }

    private static PropertyValues requireCodeGrant(VendRequest request) {
        PropertyValues values = request.properties();
        if (values.get(OAuthProperties.GRANT)
                .filter(GrantType.AUTHORIZATION_CODE::equals)
                .isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "connection " + request.connection().name() + " needs no code",
                    "authorize connections of GRANT = AUTHORIZATION_CODE");
        }
        return values;
    }

    private URI authorizationEndpoint(PropertyValues values) {
        return values.get(OAuthProperties.AUTHORIZE_URL).orElseGet(() -> {
            URI issuer = values.require(OAuthProperties.ISSUER);
            return ServerMetadata.discover(issuer, context)
                    .authorizationEndpoint()
                    .orElseThrow(() -> new ConnectionException(
                            ConnectionError.PROTOCOL_MISMATCH,
                            "the issuer " + issuer + " names no authorization endpoint",
                            "set TOKEN_URL and AUTHORIZE_URL in place of ISSUER"));
        });
    }

    private static URI redirect(PropertyValues values) {
        return URI.create(values.require(OAuthProperties.REDIRECT_URI));
    }
}
