package dev.mooring.connection.support.oauth;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import java.net.URI;
import java.util.Optional;

/** The client credentials grant of OAuth 2.0 (RFC 6749, 4.4), with the client's id and secret sent by HTTP Basic. */
public final class ClientCredentials {
    private ClientCredentials() {}

    /**
     * Asks for a token; blocks for one round trip. Fails with a {@link ConnectionException} that names the endpoint.
     *
     * @param endpoint the token endpoint; plain http is refused unless it is on the loopback interface
     * @param scope the scopes wanted, separated by blanks
     */
    public static Issued request(
            URI endpoint, String clientId, Secret clientSecret, Optional<String> scope, ProviderContext context) {
        return TokenCalls.of(context)
                .ask(TokenEndpoint.of(endpoint, OAuthClient.basic(clientId, clientSecret)), new Grant.Client(scope))
                .issued();
    }
}
