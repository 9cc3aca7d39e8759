package dev.mooring.connection.spi;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Vended;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One kind of connection: what it is, what it accepts and how it behaves. Immutable; used by all threads. */
public interface ConnectionType {
    /** Its identity. */
    TypeId id();

    /** What it accepts. */
    PropertySchema schema();

    /** Which scopes it understands. */
    ScopeSyntax scopes();

    /** How long a vended credential of such a connection shall live; the issuer's answer decides, but not for longer. */
    default Duration lifetime(PropertyValues values) {
        return Duration.ofHours(1);
    }

    /**
     * Who issues credentials for such a connection, for instance the host of a token service: connections of any type with
     * the same issuer share what it bears at a time. Empty when that is counted for each connection.
     */
    default Optional<String> issuer(PropertyValues values) {
        return Optional.empty();
    }

    /** Offline checks that look at several properties. */
    default List<Validator> validators() {
        return List.of();
    }

    /**
     * Whether these properties point at a service outside the type's cloud that speaks the same protocol. Core then
     * leaves the names of roles, regions and buckets to the type's validators. Properties may be missing.
     */
    default boolean isOutsideCloud(PropertyValues values) {
        return false;
    }

    /** The connectivity test; called once, lazily, and shared by all threads. */
    ConnectivityProbe probe(ProviderContext context);

    /** The issuer of credentials; called once, lazily, and shared by all threads. */
    CredentialVendor vendor(ProviderContext context);

    /** What a role's owner has to paste into their cloud. */
    default Optional<TrustGuide> trustGuide() {
        return Optional.empty();
    }

    /** Redeems one-time codes, for connections that await one. */
    default Optional<Authorizer> authorizer(ProviderContext context) {
        return Optional.empty();
    }

    /**
     * Whether a connection with these properties lacks what only redeeming a code brings, so that it is PENDING; asked when
     * it is created or changed, of types that have an authorizer. Properties may be missing, and secrets can not be read.
     */
    default boolean awaitsCode(PropertyValues values) {
        return true;
    }

    /**
     * The environment variables by which programs that know nothing of this library, such as {@code psql}, use what was
     * vended: names and values, secret ones as secrets. Empty when there are none. No I/O.
     */
    default PropertyValues environment(Vended vended) {
        return PropertyValues.empty();
    }
}
