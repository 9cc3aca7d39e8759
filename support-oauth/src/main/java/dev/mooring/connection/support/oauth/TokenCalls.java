package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls of token endpoints (RFC 6749, 3.2): one attempt each, no redirect, TLS verified, an answer of at most 64 KiB.
 * Immutable.
 */
public final class TokenCalls {
    /** Of a token whose issuer gives no {@code expires_in}. */
    public static final Duration ASSUMED_LIFETIME = Duration.ofMinutes(15);

    /** No issuer means more than that; a larger number is no time that there is. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(36_500);

    /** RFC 6750 has fewer characters; a header carries these. */
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final ProviderContext context;
    private final TokenRemedies remedies;
    private final Duration assumedLifetime;

    private TokenCalls(ProviderContext context, TokenRemedies remedies, Duration assumedLifetime) {
        this.context = context;
        this.remedies = remedies;
        this.assumedLifetime = assumedLifetime;
    }

    /** Calls as the standards have them. */
    public static TokenCalls of(ProviderContext context) {
        return new TokenCalls(context, (code, description) -> Optional.empty(), ASSUMED_LIFETIME);
    }

    /** Calls of an issuer whose refusals have remedies of their own. */
    public TokenCalls remedies(TokenRemedies own) {
        return new TokenCalls(context, own, assumedLifetime);
    }

    /** Calls of an issuer that gives no {@code expires_in}: its tokens are taken to live that long. */
    public TokenCalls assumedLifetime(Duration lifetime) {
        return new TokenCalls(context, remedies, lifetime);
    }

    /** Asks for a token; blocks for one round trip. Fails with a {@link ConnectionException} that names the endpoint. */
    public TokenAnswer ask(TokenEndpoint endpoint, Grant grant) {
        BoundedHttp.requirePrivate(endpoint.uri(), "token endpoint", "secrets", context);
        List<SecretForms> secrets = new ArrayList<>(List.of(endpoint.client().forms()));
        TokenRequest request = request(endpoint, grant, secrets);
        SecretForms forms = SecretForms.all(secrets);
        try {
            HTTPResponse response = request.toHTTPRequest().send(new BoundedSender(context.timeout()));
            if (response.getStatusCode() != HTTPResponse.SC_OK) {
                throw new OAuthErrors(endpoint.uri(), grant.type(), remedies).of(response, forms);
            }
            return answer(endpoint, response, forms);
        } catch (IOException e) {
            throw HttpFailures.of(OAuthErrors.ENDPOINT, endpoint.uri(), e);
        }
    }

    private TokenRequest request(TokenEndpoint endpoint, Grant grant, List<SecretForms> secrets) {
        OAuthClient client = endpoint.client();
        ClientID id = new ClientID(client.id());
        AuthorizationGrant shown = shown(grant, secrets);
        TokenRequest.Builder request = client.secret()
                .map(secret -> new TokenRequest.Builder(endpoint.uri(), authentication(client, id, secret), shown))
                .orElseGet(() -> new TokenRequest.Builder(endpoint.uri(), id, shown));
        grant.scope().map(Scope::parse).ifPresent(request::scope);
        endpoint.parameters().forEach((name, value) -> request.customParameter(name, value));
        return request.build();
    }

    private static ClientAuthentication authentication(OAuthClient client, ClientID id, Secret secret) {
        com.nimbusds.oauth2.sdk.auth.Secret revealed = new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal());
        return client.authentication() == OAuthClient.Authentication.CLIENT_SECRET_POST
                ? new ClientSecretPost(id, revealed)
                : new ClientSecretBasic(id, revealed);
    }

    /** The grant as the library has it; what of it is secret is noted. */
    private AuthorizationGrant shown(Grant grant, List<SecretForms> secrets) {
        if (grant instanceof Grant.Client) {
            return new ClientCredentialsGrant();
        } else if (grant instanceof Grant.Refresh refresh) {
            secrets.add(SecretForms.of("", refresh.token()));
            return new RefreshTokenGrant(new RefreshToken(refresh.token().reveal()));
        } else if (grant instanceof Grant.Assertion assertion) {
            var signed = assertion.assertion().sign(context.clock());
            secrets.add(SecretForms.of("", Secret.of(signed.serialize())));
            return new JWTBearerGrant(signed);
        } else if (grant instanceof Grant.Code code) {
            secrets.add(SecretForms.of("", code.code()));
            code.verifier().ifPresent(verifier -> secrets.add(SecretForms.of("", verifier)));
            return new AuthorizationCodeGrant(
                    new AuthorizationCode(code.code().reveal()),
                    code.redirect(),
                    code.verifier()
                            .map(verifier -> new CodeVerifier(verifier.reveal()))
                            .orElse(null));
        }
        throw new AssertionError(grant);
    }

    private TokenAnswer answer(TokenEndpoint endpoint, HTTPResponse response, SecretForms secrets) {
        TokenResponse parsed;
        Tokens tokens;
        try {
            parsed = TokenResponse.parse(response);
            tokens = parsed.toSuccessResponse().getTokens();
        } catch (ParseException | ClassCastException | IllegalArgumentException e) {
            // without the failure: its message may hold the answer
            throw OAuthErrors.noTokenEndpoint(endpoint.uri(), "its answer holds no token");
        }
        if (!tokens.getAccessToken().getType().equals(AccessTokenType.BEARER)) {
            throw OAuthErrors.noTokenEndpoint(endpoint.uri(), "its token is no bearer token");
        }
        if (!SENDABLE.matcher(tokens.getAccessToken().getValue()).matches()) {
            throw OAuthErrors.noTokenEndpoint(endpoint.uri(), "its token is none that a header can carry");
        }
        Receipt receipt = OAuthErrors.receipt(response, secrets);
        long seconds = Math.min(tokens.getAccessToken().getLifetime(), LONGEST_LIFETIME.toSeconds());
        Duration lifetime = seconds > 0 ? Duration.ofSeconds(seconds) : assumedLifetime;
        Instant expiry =
                receipt.issuerClock().orElseGet(context.clock()::instant).plus(lifetime);
        return new TokenAnswer(
                new Bearer(Secret.of(tokens.getAccessToken().getValue()), Optional.of(expiry)),
                Optional.ofNullable(tokens.getRefreshToken()).map(token -> Secret.of(token.getValue())),
                JsonObject.of(parsed.toSuccessResponse().getCustomParameters()),
                receipt);
    }
}
