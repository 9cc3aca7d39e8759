package dev.mooring.connection.support.oauth;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.network.SecretForms;
import java.util.Optional;

/**
 * A client as an authorization server knows it.
 *
 * @param id its id
 * @param secret its secret; a public client has none
 * @param authentication how it proves who it is
 */
public record OAuthClient(String id, Optional<Secret> secret, Authentication authentication) {
    /** How a client proves who it is (RFC 6749, 2.3.1). */
    public enum Authentication {
        /** Id and secret in the header Authorization, each form-encoded. */
        CLIENT_SECRET_BASIC,
        /** Id and secret in the body. */
        CLIENT_SECRET_POST,
        /** Not at all: the id in the body. */
        NONE
    }

    /** Refuses a secret that is not sent, and the lack of one that would be. */
    public OAuthClient {
        if (secret.isPresent() == (authentication == Authentication.NONE)) {
            throw new IllegalArgumentException("a client has a secret if it authenticates with one");
        }
    }

    /** A client that authenticates by HTTP Basic. */
    public static OAuthClient basic(String id, Secret secret) {
        return new OAuthClient(id, Optional.of(secret), Authentication.CLIENT_SECRET_BASIC);
    }

    /** A client that has no secret. */
    public static OAuthClient open(String id) {
        return new OAuthClient(id, Optional.empty(), Authentication.NONE);
    }

    SecretForms forms() {
        return secret.map(value -> SecretForms.of(id, value)).orElseGet(SecretForms::none);
    }
}
