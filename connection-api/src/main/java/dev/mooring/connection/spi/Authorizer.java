package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Redeems a one-time code. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Redeems the code; the secrets to keep, such as a refresh token, stand in {@link Issued#rotated()}. Called once per
     * code: it is not repeated on failure.
     */
    Issued redeem(VendRequest request, Secret code) throws Exception;

    /** Begins an authorization that ends with a code; empty when codes are had elsewhere only. */
    default Optional<Begun> begin(VendRequest request) throws Exception {
        return Optional.empty();
    }

    /**
     * An authorization that was begun.
     *
     * @param url where the account's owner gives consent; nothing in it may let its reader redeem the code
     * @param kept what redeeming the code needs, under specs that no schema has: core seals them with the connection, and the
     *     request to redeem has them among its properties. They are gone once a code is redeemed, another authorization is
     *     begun or the connection is changed
     */
    record Begun(URI url, Map<PropertySpec<Secret>, Secret> kept) {
        /** Copies the map. */
        public Begun {
            kept = Map.copyOf(kept);
        }
    }
}
