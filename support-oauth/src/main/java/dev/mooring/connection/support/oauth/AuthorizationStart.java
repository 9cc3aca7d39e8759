package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * An authorization that was begun (RFC 6749, 4.1.1, with PKCE, RFC 7636). Printing one shows neither secret.
 *
 * @param url where the user gives consent; it holds the state and the verifier's challenge
 * @param verifier what redeeming the code needs
 * @param state what the redirect must repeat
 */
public record AuthorizationStart(URI url, Secret verifier, Secret state) {
    private static final int RANDOM_BYTES = 32;

    /**
     * What an authorization asks for.
     *
     * @param endpoint the authorization endpoint
     * @param clientId who asks
     * @param redirect where the code is sent
     * @param scope the scopes wanted, separated by blanks
     * @param parameters what else the URL says
     */
    public record Wish(
            URI endpoint, String clientId, URI redirect, Optional<String> scope, Map<String, String> parameters) {
        /** Copies the parameters. */
        public Wish {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Begins an authorization, with a verifier and a state that nobody can guess. No I/O. */
    public static AuthorizationStart of(Wish wish) {
        CodeVerifier verifier = new CodeVerifier();
        State state = new State(RANDOM_BYTES);
        AuthorizationRequest.Builder request = new AuthorizationRequest.Builder(
                        ResponseType.CODE, new ClientID(wish.clientId()))
                .endpointURI(wish.endpoint())
                .redirectionURI(wish.redirect())
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
        wish.scope().map(Scope::parse).ifPresent(request::scope);
        wish.parameters().forEach((name, value) -> request.customParameter(name, value));
        return new AuthorizationStart(
                request.build().toURI(), Secret.of(verifier.getValue()), Secret.of(state.getValue()));
    }

    /** Without the URL, which holds the state. */
    @Override
    public String toString() {
        return "AuthorizationStart[verifier=****, state=****]";
    }
}
