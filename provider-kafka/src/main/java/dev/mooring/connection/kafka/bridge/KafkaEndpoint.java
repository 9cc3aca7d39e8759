package dev.mooring.connection.kafka.bridge;

import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where and how a client connects, free of secrets. It travels beside each vended credential, as its details.
 *
 * @param servers the servers to start from
 * @param protocol how the listener is protected
 * @param mechanism how the client proves who it is; present with SASL only
 * @param tls what is demanded of brokers' certificates; without meaning where there is no TLS
 * @param serviceName first part of the brokers' principals, for GSSAPI
 */
public record KafkaEndpoint(
        List<HostPort> servers, Protocol protocol, Optional<Mechanism> mechanism, Tls tls, String serviceName) {
    private static final PropertySpec<List<HostPort>> SERVERS = PropertySpec.servers("BOOTSTRAP_SERVERS")
            .describe("servers to start from")
            .build();
    private static final PropertySpec<Protocol> PROTOCOL = PropertySpec.oneOf("SECURITY_PROTOCOL", Protocol.class)
            .describe("how the listener is protected")
            .build();
    private static final PropertySpec<String> MECHANISM = PropertySpec.text("SASL_MECHANISM")
            .describe("how the client proves who it is")
            .build();
    private static final PropertySpec<String> AUTHORITIES = PropertySpec.content("SSL_TRUSTSTORE_CERTIFICATES")
            .describe("certificates of trusted authorities in PEM")
            .build();
    private static final PropertySpec<HostNames> HOST_NAMES = PropertySpec.oneOf("SSL_HOST_NAMES", HostNames.class)
            .describe("whether a broker's certificate must name its host")
            .build();
    private static final PropertySpec<String> SERVICE = PropertySpec.text("SASL_KERBEROS_SERVICE_NAME")
            .describe("first part of the brokers' principals")
            .build();

    /** How a listener is protected, by Kafka's names. */
    public enum Protocol {
        /** In clear, without identity. */
        PLAINTEXT,
        /** TLS, the client's identity being its certificate if it has one. */
        SSL,
        /** SASL in clear. */
        SASL_PLAINTEXT,
        /** SASL within TLS. */
        SASL_SSL;

        /** Whether TLS is spoken. */
        public boolean isEncrypted() {
            return this == SSL || this == SASL_SSL;
        }

        /** Whether the client proves its identity by SASL. */
        public boolean isSasl() {
            return this == SASL_PLAINTEXT || this == SASL_SSL;
        }
    }

    /** How a client proves who it is. */
    public enum Mechanism {
        /** User and password as they are. */
        PLAIN("PLAIN"),
        /** A proof of the password. */
        SCRAM_SHA_256("SCRAM-SHA-256"),
        /** A proof of the password. */
        SCRAM_SHA_512("SCRAM-SHA-512"),
        /** A token of an OAuth server. */
        OAUTHBEARER("OAUTHBEARER"),
        /** Kerberos. */
        GSSAPI("GSSAPI"),
        /** A token signed with AWS credentials, which travels as an OAuth token does. */
        AWS_MSK_IAM("OAUTHBEARER");

        private final String wireName;

        Mechanism(String wireName) {
            this.wireName = wireName;
        }

        /** The mechanism of a property's text, such as {@code SCRAM-SHA-256}. */
        public static Mechanism named(String text) {
            return valueOf(text.replace('-', '_'));
        }

        /** The name that client and broker agree on. */
        public String wireName() {
            return wireName;
        }

        /** Whether the proof is made of a user and a password. */
        public boolean isPassword() {
            return this == PLAIN || this == SCRAM_SHA_256 || this == SCRAM_SHA_512;
        }

        /** Whether the proof is a token. */
        public boolean isToken() {
            return this == OAUTHBEARER || this == AWS_MSK_IAM;
        }
    }

    /** Whether a broker's certificate must name its host. */
    public enum HostNames {
        /** It must. */
        CHECKED,
        /** Any certificate of a trusted authority will do. */
        UNCHECKED
    }

    /**
     * What is demanded of brokers' certificates.
     *
     * @param authoritiesPem certificates of the trusted authorities; empty for those that the JDK trusts
     * @param hostNames whether they must name the host
     */
    public record Tls(Optional<String> authoritiesPem, HostNames hostNames) {}

    /** Copies the servers. */
    public KafkaEndpoint {
        servers = List.copyOf(servers);
    }

    /** Reads the details of a vended credential. */
    public static KafkaEndpoint of(PropertyValues details) {
        return new KafkaEndpoint(
                details.require(SERVERS),
                details.require(PROTOCOL),
                details.get(MECHANISM).map(Mechanism::named),
                new Tls(details.get(AUTHORITIES), details.require(HOST_NAMES)),
                details.require(SERVICE));
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = new TreeMap<>();
        put(values, SERVERS, servers.stream().map(HostPort::toString).toList().toArray(new String[0]));
        put(values, PROTOCOL, protocol.name());
        mechanism.ifPresent(m -> put(values, MECHANISM, m.name()));
        tls.authoritiesPem().ifPresent(pem -> put(values, AUTHORITIES, pem));
        put(values, HOST_NAMES, tls.hostNames().name());
        put(values, SERVICE, serviceName);
        return PropertyValues.of(values, Map.of());
    }

    private static void put(Map<String, Value> values, PropertySpec<?> spec, String... texts) {
        values.put(spec.name(), new Value(Sensitivity.SHOWN, Arrays.asList(texts)));
    }
}
