package dev.mooring.connection.glue.model;

import dev.mooring.connection.credential.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How OAuth 2 tokens are to be had. Printing it shows no secret.
 *
 * @param grant the grant
 * @param clientApplication who asks
 * @param token where and with what else
 * @param authorizationCode a code of an authorization that its owner gave
 * @param secrets secrets that stand in the request itself
 */
public record OAuth2Input(
        Optional<OAuth2Grant> grant,
        Optional<ClientApplication> clientApplication,
        TokenRequest token,
        Optional<AuthorizationCode> authorizationCode,
        Secrets secrets) {

    /**
     * The application that asks: exactly one of the two.
     *
     * @param userManagedClientId the client id of an application of the user's own
     * @param awsManagedReference the name of an application of AWS's
     */
    public record ClientApplication(Optional<String> userManagedClientId, Optional<String> awsManagedReference) {}

    /**
     * The request to the token endpoint.
     *
     * @param url the endpoint
     * @param parameters further parameters of the request, sorted
     */
    public record TokenRequest(Optional<String> url, Map<String, String> parameters) {
        /** Copies the parameters. */
        public TokenRequest {
            parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        }

        /** Without the parameters' values, which may be anything. */
        @Override
        public String toString() {
            return "TokenRequest[url=" + url + ", parameters=" + parameters.keySet() + "]";
        }
    }

    /**
     * A code that is redeemed once.
     *
     * @param code the code
     * @param redirectUri where the authorization server sent it
     */
    public record AuthorizationCode(Secret code, String redirectUri) {}

    /**
     * Secrets that stand in the request itself.
     *
     * @param clientSecret of the user's own client application
     * @param accessToken an access token
     * @param refreshToken a refresh token
     * @param jwtToken a signed assertion
     */
    public record Secrets(
            Optional<Secret> clientSecret,
            Optional<Secret> accessToken,
            Optional<Secret> refreshToken,
            Optional<Secret> jwtToken) {
        /** No secrets. */
        public static Secrets none() {
            return new Secrets(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
