package dev.mooring.connection.mongodb;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Certificate;
import dev.mooring.connection.mongodb.MongoDbUrl.Reading;
import dev.mooring.connection.mongodb.bridge.MongoDbEndpoint;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Contents;
import dev.mooring.connection.support.network.Certificates;
import dev.mooring.connection.support.network.PrivateKeyPem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a connection says, by its parts or by a URL. Immutable. */
final class MongoDbSettings {
    private static final String EXTERNAL = "$external";
    private static final String USUAL_AUTH_DATABASE = "admin";

    private final PropertyValues values;

    private MongoDbSettings(PropertyValues values) {
        this.values = values;
    }

    /** The settings of bound properties; they may be incomplete as long as only what is there is asked for. */
    static MongoDbSettings of(PropertyValues values) {
        return new MongoDbSettings(values);
    }

    /** The deployment as the URL or the parts name it. */
    Optional<Reading> reading() {
        Optional<String> url = values.get(MongoDbProperties.URL);
        return url.isPresent()
                ? url.map(MongoDbUrl::read)
                : values.get(MongoDbProperties.HOSTS)
                        .map(hosts ->
                                Reading.of(new MongoDbTarget(hosts, Optional.empty(), Optional.empty(), Map.of())));
    }

    /** The deployment; the properties have passed the validators. */
    MongoDbTarget target() {
        MongoDbTarget named = reading()
                .flatMap(Reading::target)
                .orElseThrow(() -> new IllegalStateException("the properties name no server"));
        MongoDbTarget target = new MongoDbTarget(
                named.servers(),
                named.srvHost(),
                named.database().or(() -> values.get(MongoDbProperties.DATABASE)),
                named.options());
        return values.get(MongoDbProperties.REPLICA_SET)
                .map(name -> target.with("replicaSet", name))
                .orElse(target);
    }

    /** Whether the client proves by its certificate who it is. */
    boolean isX509() {
        return values.require(MongoDbProperties.MECHANISM).equals(MongoDbProperties.X509);
    }

    /** Whether TLS is spoken. */
    boolean isEncrypted() {
        return values.require(MongoDbProperties.TLS);
    }

    /** Where and how to connect, the trusted certificates opened. */
    MongoDbEndpoint endpoint(Contents contents) {
        Optional<MongoDbEndpoint.Tls> tls =
                isEncrypted() ? Optional.of(new MongoDbEndpoint.Tls(authorities(contents))) : Optional.empty();
        String authDatabase = isX509()
                ? EXTERNAL
                : values.get(MongoDbProperties.AUTH_DATABASE).orElse(USUAL_AUTH_DATABASE);
        return new MongoDbEndpoint(target().url(), values.require(MongoDbProperties.MECHANISM), authDatabase, tls);
    }

    /** The client's certificate with its private key, decrypted; fails when the certificate has ended. */
    Credential certificate(Contents contents, Instant now) {
        Certificates chain = Certificates.ofPem(
                MongoDbProperties.CLIENT_CERTIFICATE.name(),
                contents.open(values.require(MongoDbProperties.CLIENT_CERTIFICATE)));
        chain.requireValid(now);
        return new Certificate(
                chain.pem(),
                PrivateKeyPem.pkcs8(
                        MongoDbProperties.CLIENT_KEY.name(),
                        contents.open(values.require(MongoDbProperties.CLIENT_KEY)),
                        MongoDbProperties.CLIENT_KEY_PASSWORD.name(),
                        values.get(MongoDbProperties.CLIENT_KEY_PASSWORD)),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<String> authorities(Contents contents) {
        return values.get(MongoDbProperties.AUTHORITIES)
                .map(content -> Certificates.ofPem(MongoDbProperties.AUTHORITIES.name(), contents.open(content))
                        .pem());
    }
}
