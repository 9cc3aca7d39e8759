package dev.mooring.connection.http.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Anonymous;
import dev.mooring.connection.credential.Credential.ApiKey;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.SecretForms;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The header that proves who sends a request.
 *
 * @param name its name
 * @param value its whole value
 * @param secret the secret in it: token, password or key
 */
public record AuthorizationHeader(String name, Secret value, Secret secret) {
    private static final String AUTHORIZATION = "Authorization";

    /**
     * The header of a credential: a bearer token (RFC 6750), user and password (RFC 7617, in UTF-8) or a key in a header of
     * its own; empty for {@link Anonymous}. Fails for what no header can carry.
     */
    public static Optional<AuthorizationHeader> of(Credential credential) {
        if (credential instanceof Bearer bearer) {
            return Optional.of(new AuthorizationHeader(
                    AUTHORIZATION, Secret.of("Bearer " + bearer.token().reveal()), bearer.token()));
        } else if (credential instanceof Login login) {
            String pair = login.username() + ":" + login.password().reveal();
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new AuthorizationHeader(AUTHORIZATION, Secret.of("Basic " + encoded), login.password()));
        } else if (credential instanceof ApiKey key) {
            return Optional.of(new AuthorizationHeader(key.header(), key.value(), key.value()));
        } else if (credential instanceof Anonymous) {
            return Optional.empty();
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "a credential of the kind " + credential.getClass().getSimpleName() + " goes into no header",
                "use a source of everything that the connection reaches");
    }

    /** What no message may repeat: the secret, and what is sent in its place. */
    public SecretForms forms() {
        String sent = value.reveal();
        String withoutScheme = sent.substring(sent.indexOf(' ') + 1).replaceFirst("=+$", "");
        return SecretForms.all(List.of(SecretForms.of("", secret), SecretForms.of("", Secret.of(withoutScheme))));
    }
}
