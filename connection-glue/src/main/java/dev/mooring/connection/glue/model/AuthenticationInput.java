package dev.mooring.connection.glue.model;

import dev.mooring.connection.credential.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a connection proves who it is. Printing it shows no secret.
 *
 * @param type the kind
 * @param secretArn a secret of AWS Secrets Manager that holds the credentials
 * @param kmsKeyArn the key that Glue would protect a new secret with; kept and given back
 * @param login a user and a password, for BASIC
 * @param custom credentials by name, for CUSTOM, sorted
 * @param oauth2 how tokens are to be had, for OAUTH2
 */
public record AuthenticationInput(
        AuthenticationType type,
        Optional<String> secretArn,
        Optional<String> kmsKeyArn,
        Optional<Login> login,
        Map<String, Secret> custom,
        Optional<OAuth2Input> oauth2) {

    /**
     * A user and a password.
     *
     * @param username the user
     * @param password the password
     */
    public record Login(String username, Secret password) {}

    /** Copies the credentials. */
    public AuthenticationInput {
        custom = Collections.unmodifiableMap(new TreeMap<>(custom));
    }
}
