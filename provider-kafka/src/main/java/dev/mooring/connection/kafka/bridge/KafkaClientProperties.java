package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.HostNames;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Mechanism;
import dev.mooring.connection.kafka.bridge.KafkaEndpoint.Protocol;
import dev.mooring.connection.property.HostPort;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes the properties of Kafka's admin clients, producers and consumers from a connection. They hold no secret: the source
 * travels in them as an object, and a client asks it at every handshake and every authentication, so that a rotated password,
 * token or certificate is used without a restart. They work in this process only; another one opens its own source by its
 * ticket.
 *
 * <p>The addresses, the protocol and the mechanism are those of the moment; after a change of these make new clients.
 */
public final class KafkaClientProperties {
    /** The key of the source's handle. */
    static final String HANDLE = "dev.mooring.connection.handle";

    private KafkaClientProperties() {}

    /**
     * Properties of clients that use the source, new ones at each call and the caller's to add to. Asks the source once, and
     * so may block and fail as {@link CredentialSource#vended()} does. Clients made of the same properties share a login.
     */
    public static Properties of(CredentialSource source) {
        KafkaEndpoint endpoint = KafkaEndpoint.of(
                Objects.requireNonNull(source, "source").vended().details());
        Properties properties = new Properties();
        properties.put(
                "bootstrap.servers",
                endpoint.servers().stream().map(HostPort::toString).collect(Collectors.joining(",")));
        properties.put("security.protocol", endpoint.protocol().name());
        properties.put(HANDLE, new SourceHandle(source));
        if (endpoint.protocol() != Protocol.PLAINTEXT) {
            // a client that starts over forgets its topics, and then refuses records while a rotation is half done
            properties.put("metadata.recovery.strategy", "none");
        }
        if (endpoint.protocol().isEncrypted()) {
            properties.put("ssl.engine.factory.class", SourceSslEngineFactory.class);
            properties.put(
                    "ssl.endpoint.identification.algorithm",
                    endpoint.tls().hostNames() == HostNames.CHECKED ? "https" : "");
        }
        endpoint.mechanism().ifPresent(mechanism -> addSasl(properties, mechanism, endpoint));
        return properties;
    }

    private static void addSasl(Properties properties, Mechanism mechanism, KafkaEndpoint endpoint) {
        properties.put("sasl.mechanism", mechanism.wireName());
        properties.put("sasl.client.callback.handler.class", SourceCallbackHandler.class);
        // clients share a login whose text is the same: each handle has a text of its own, and none holds a secret
        properties.put(
                "sasl.jaas.config",
                SourceLogin.moduleOf(mechanism.wireName()) + " required handle=\"" + UUID.randomUUID() + "\";");
        if (mechanism == Mechanism.GSSAPI) {
            properties.put("sasl.login.class", SourceKerberosLogin.class);
            properties.put("sasl.kerberos.service.name", endpoint.serviceName());
        } else {
            properties.put("sasl.login.class", SourceLogin.class);
        }
    }
}
