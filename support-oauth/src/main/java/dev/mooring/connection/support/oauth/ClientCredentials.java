package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The client credentials grant of OAuth 2.0 (RFC 6749, 4.4), with the client's id and secret sent by HTTP Basic (2.3.1). One
 * attempt per call, no redirect, an answer of at most 64 KiB.
 */
public final class ClientCredentials {
    /** Of a token whose issuer gives no {@code expires_in}. */
    static final Duration ASSUMED_LIFETIME = Duration.ofMinutes(15);

    private ClientCredentials() {}

    /**
     * Asks for a token; blocks for one round trip. Fails with a {@link ConnectionException} that names the endpoint.
     *
     * @param endpoint the token endpoint; plain http is refused unless it is on the loopback interface
     * @param scope the scopes wanted, separated by blanks
     */
    public static Issued request(
            URI endpoint, String clientId, Secret clientSecret, Optional<String> scope, ProviderContext context) {
        BoundedHttp.requirePrivate(endpoint, "token endpoint", "the client's secret", context);
        TokenRequest.Builder request = new TokenRequest.Builder(
                endpoint,
                new ClientSecretBasic(
                        new ClientID(clientId), new com.nimbusds.oauth2.sdk.auth.Secret(clientSecret.reveal())),
                new ClientCredentialsGrant());
        scope.map(Scope::parse).ifPresent(request::scope);
        HTTPRequest http = request.build().toHTTPRequest();
        try {
            HTTPResponse response = http.send(new BoundedSender(context.timeout()));
            return issued(endpoint, response, SecretForms.of(clientId, clientSecret), context);
        } catch (IOException e) {
            throw OAuthErrors.of(endpoint, e);
        }
    }

    private static Issued issued(URI endpoint, HTTPResponse response, SecretForms secrets, ProviderContext context) {
        if (response.getStatusCode() != HTTPResponse.SC_OK) {
            throw OAuthErrors.of(endpoint, response, secrets);
        }
        AccessToken token;
        try {
            token = TokenResponse.parse(response)
                    .toSuccessResponse()
                    .getTokens()
                    .getAccessToken();
        } catch (ParseException | ClassCastException e) {
            // without the failure: its message may hold the answer
            throw OAuthErrors.noTokenEndpoint(endpoint, "its answer holds no token");
        }
        Optional<Instant> issuerClock = BoundedSender.date(response);
        Duration lifetime = token.getLifetime() > 0 ? Duration.ofSeconds(token.getLifetime()) : ASSUMED_LIFETIME;
        Instant expiry = issuerClock.orElseGet(context.clock()::instant).plus(lifetime);
        return Issued.of(
                new Credential.Bearer(Secret.of(token.getValue()), Optional.of(expiry)),
                new Receipt(
                        Optional.ofNullable(response.getHeaderValue("X-Request-Id"))
                                .filter(id -> !secrets.isIn(id)),
                        issuerClock));
    }
}
