package dev.mooring.connection.mongodb.bridge;

import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where and how a client connects, free of secrets. It travels beside each vended credential, as its details.
 *
 * @param url the servers and the options of clients, without a login
 * @param mechanism how the client proves who it is, by MongoDB's name for it
 * @param authDatabase the database that knows the user
 * @param tls what is demanded of servers' certificates; empty where no TLS is spoken
 */
public record MongoDbEndpoint(String url, String mechanism, String authDatabase, Optional<Tls> tls) {
    private static final PropertySpec<String> URL = PropertySpec.text("CONNECTION_URL")
            .describe("the servers and the options of clients")
            .build();
    private static final PropertySpec<String> MECHANISM = PropertySpec.text("AUTH_MECHANISM")
            .describe("how the client proves who it is")
            .build();
    private static final PropertySpec<String> AUTH_DATABASE = PropertySpec.text("AUTH_DATABASE")
            .describe("the database that knows the user")
            .build();
    private static final PropertySpec<Boolean> TLS =
            PropertySpec.flag("TLS").describe("whether TLS is spoken").build();
    private static final PropertySpec<String> AUTHORITIES = PropertySpec.content("TRUSTED_CERTIFICATES")
            .describe("certificates of trusted authorities in PEM")
            .build();

    /**
     * What is demanded of servers' certificates. Their host names are always checked.
     *
     * @param authoritiesPem certificates of the trusted authorities; empty for those that the JDK trusts
     */
    public record Tls(Optional<String> authoritiesPem) {}

    /** Reads the details of a vended credential. */
    public static MongoDbEndpoint of(PropertyValues details) {
        return new MongoDbEndpoint(
                details.require(URL),
                details.require(MECHANISM),
                details.require(AUTH_DATABASE),
                details.require(TLS) ? Optional.of(new Tls(details.get(AUTHORITIES))) : Optional.empty());
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = new TreeMap<>();
        put(values, URL, url);
        put(values, MECHANISM, mechanism);
        put(values, AUTH_DATABASE, authDatabase);
        put(values, TLS, String.valueOf(tls.isPresent()));
        tls.flatMap(Tls::authoritiesPem).ifPresent(pem -> put(values, AUTHORITIES, pem));
        return PropertyValues.of(values, Map.of());
    }

    private static void put(Map<String, Value> values, PropertySpec<?> spec, String text) {
        values.put(spec.name(), new Value(Sensitivity.SHOWN, List.of(text)));
    }
}
