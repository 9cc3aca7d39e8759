package dev.mooring.connection.tck.emulator.oauth;

import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * A client that an emulated authorization server knows.
 *
 * @param id its id
 * @param secret its secret; empty for a public client
 * @param authentications how it may authenticate, as RFC 8414 names it
 * @param grants the values of {@code grant_type} that it may use; empty for all
 * @param redirect the address that its codes are sent to
 * @param key what verifies its assertions
 */
public record EmulatedClient(
        String id,
        Optional<String> secret,
        Set<String> authentications,
        Set<String> grants,
        Optional<String> redirect,
        Optional<PublicKey> key) {
    /** Copies the sets. */
    public EmulatedClient {
        authentications = Set.copyOf(authentications);
        grants = Set.copyOf(grants);
    }

    /** A client with a secret, which it may send in either way; for all grants. */
    public static EmulatedClient confidential(String id, String secret) {
        return new EmulatedClient(
                id,
                Optional.of(secret),
                Set.of("client_secret_basic", "client_secret_post"),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** A client without a secret, for all grants but that of client credentials. */
    public static EmulatedClient open(String id) {
        return new EmulatedClient(
                id,
                Optional.empty(),
                Set.of("none"),
                Set.of("authorization_code", "refresh_token", Grants.JWT_BEARER),
                Optional.empty(),
                Optional.empty());
    }

    /** This client with those ways to authenticate only. */
    public EmulatedClient authenticatesBy(String... ways) {
        return new EmulatedClient(id, secret, Set.of(ways), grants, redirect, key);
    }

    /** This client with those grants only. */
    public EmulatedClient mayUse(String... types) {
        return new EmulatedClient(id, secret, authentications, Set.of(types), redirect, key);
    }

    /** This client with a redirect address, which must be given exactly so. */
    public EmulatedClient redirectsTo(String address) {
        return new EmulatedClient(id, secret, authentications, grants, Optional.of(address), key);
    }

    /** This client with the key of its assertions, RSA or elliptic. */
    public EmulatedClient signsWith(PublicKey publicKey) {
        return new EmulatedClient(id, secret, authentications, grants, redirect, Optional.of(publicKey));
    }

    boolean may(String grant) {
        return grants.isEmpty() || grants.contains(grant);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "EmulatedClient[" + id + "]";
    }
}
