package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Secret;

/** Redeems a one-time code. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Redeems the code; the secrets to keep, such as a refresh token, stand in {@link Issued#rotated()}. Called once per
     * code: it is not repeated on failure.
     */
    Issued redeem(VendRequest request, Secret code) throws Exception;
}
