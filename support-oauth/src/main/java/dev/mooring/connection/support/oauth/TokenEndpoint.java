package dev.mooring.connection.support.oauth;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A token endpoint as one client uses it.
 *
 * @param uri its address; plain http is refused unless it is on the loopback interface
 * @param client who asks
 * @param parameters what else each request says, never a secret and none of {@link #isReserved}
 */
public record TokenEndpoint(URI uri, OAuthClient client, Map<String, String> parameters) {
    private static final Set<String> RESERVED = Set.of(
            "assertion",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code",
            "code_verifier",
            "grant_type",
            "password",
            "redirect_uri",
            "refresh_token",
            "scope",
            "username");

    /** Copies and sorts the parameters; refuses reserved ones. */
    public TokenEndpoint {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        if (parameters.keySet().stream().anyMatch(TokenEndpoint::isReserved)) {
            throw new IllegalArgumentException("a parameter of the protocol itself can not be set");
        }
    }

    /** An endpoint that wants nothing else. */
    public static TokenEndpoint of(URI uri, OAuthClient client) {
        return new TokenEndpoint(uri, client, Map.of());
    }

    /** Whether the parameter is the protocol's own: it would replace a grant or an identity. */
    public static boolean isReserved(String parameter) {
        return RESERVED.contains(parameter);
    }
}
