package dev.mooring.connection.support.oauth;

import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.util.Optional;

/** What a client shows for a token. Closed. */
public sealed interface Grant {
    /** The grant's name as error messages and plans say it, for instance {@code client_credentials}. */
    String type();

    /** The scopes wanted, separated by blanks. */
    Optional<String> scope();

    /**
     * The client's own credentials (RFC 6749, 4.4).
     *
     * @param scope the scopes wanted
     */
    record Client(Optional<String> scope) implements Grant {
        @Override
        public String type() {
            return "client_credentials";
        }
    }

    /**
     * A refresh token (RFC 6749, 6).
     *
     * @param token the token
     * @param scope the scopes wanted, at most those that were granted
     */
    record Refresh(Secret token, Optional<String> scope) implements Grant {
        @Override
        public String type() {
            return "refresh_token";
        }
    }

    /**
     * A signed assertion (RFC 7523).
     *
     * @param assertion what to sign, once for each request
     * @param scope the scopes wanted
     */
    record Assertion(JwtAssertion assertion, Optional<String> scope) implements Grant {
        @Override
        public String type() {
            return "jwt_bearer";
        }
    }

    /**
     * An authorization code (RFC 6749, 4.1).
     *
     * @param code the code, which works once
     * @param redirect the address that the code was sent to
     * @param verifier what the request for the code had the challenge of (RFC 7636)
     */
    record Code(Secret code, URI redirect, Optional<Secret> verifier) implements Grant {
        @Override
        public String type() {
            return "authorization_code";
        }

        @Override
        public Optional<String> scope() {
            return Optional.empty();
        }
    }
}
