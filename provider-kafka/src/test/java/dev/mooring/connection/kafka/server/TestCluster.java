package dev.mooring.connection.kafka.server;

import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.emulator.TcpRelay;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * One broker with a listener of every kind, and what its clients need: an authority, an authorization server, a Kerberos
 * realm. Each listener is reached through a relay, which is also the address that the broker advertises for it.
 */
public final class TestCluster implements AutoCloseable {
    /** A topic that all may see. */
    public static final String TOPIC = "orders";
    /** A topic that none but the administrator may see. */
    public static final String RESERVED = "reserved";
    /** A user of every mechanism that has users. */
    public static final String USER = "ann";
    /** That user's password. */
    public static final String PASSWORD = "canary-\"password\\-of-ann";

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String KRB5_CONF = "java.security.krb5.conf";
    private static final String SASL_USERS = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512";

    private final TestKdc kdc = TestKdc.start("KAFKA.TEST");
    private final TokenEmulator tokens = TokenEmulator.start(Clock.systemUTC()).client("kafka-client", PASSWORD);
    private final TestCertificates authority = TestCertificates.authority("authority of the broker");
    private final Map<Listener, TcpRelay> relays = new EnumMap<>(Listener.class);
    private final EmbeddedKafka kafka;

    /** The listeners. */
    public enum Listener {
        PLAIN_TEXT(SecurityProtocol.PLAINTEXT),
        TLS(SecurityProtocol.SSL),
        MUTUAL(SecurityProtocol.SSL),
        SASL(SecurityProtocol.SASL_PLAINTEXT, SASL_USERS.split(",")),
        SASL_TLS(SecurityProtocol.SASL_SSL, SASL_USERS.split(",")),
        OAUTH(SecurityProtocol.SASL_PLAINTEXT, "OAUTHBEARER"),
        KERBEROS(SecurityProtocol.SASL_PLAINTEXT, "GSSAPI"),
        /** Advertises an address where nobody listens. */
        FAR(SecurityProtocol.PLAINTEXT),
        /** Shows a certificate of another host. */
        MISNAMED(SecurityProtocol.SSL);

        private final SecurityProtocol protocol;
        private final String[] mechanisms;

        Listener(SecurityProtocol protocol, String... mechanisms) {
            this.protocol = protocol;
            this.mechanisms = mechanisms;
        }

        private String host() {
            return this == KERBEROS ? "localhost" : "127.0.0.1";
        }
    }

    private TestCluster() throws Exception {
        System.setProperty(KRB5_CONF, kdc.krb5Conf().toString());
        System.setProperty(ALLOWED_URLS, tokens.keySet().toString());
        EmbeddedKafkaBuilder builder = EmbeddedKafka.builder();
        for (Listener listener : Listener.values()) {
            relays.put(listener, TcpRelay.open());
            builder.listener(listener.name(), listener.protocol, listener.mechanisms);
            builder.advertise(
                    listener.name(), listener == Listener.FAR ? "127.0.0.1:" + FreePorts.next() : bootstrap(listener));
        }
        TestCertificates.Identity server = authority.server("localhost", "127.0.0.1");
        kafka = builder.tls("TLS", server, authority)
                .tls("MUTUAL", server, authority)
                .requireClientCertificate("MUTUAL")
                .tls("SASL_TLS", server, authority)
                .tls("MISNAMED", authority.server("elsewhere.example"), authority)
                .plainUser(USER, PASSWORD)
                .scramUser("bob", "unused")
                .oauth("OAUTH", tokens.keySet(), tokens.issuer(), "kafka")
                .kerberos("KERBEROS", kdc)
                .authorizer()
                .start();
        relays.forEach((listener, relay) -> relay.lead(kafka.port(listener.name())));
        kafka.setScramPassword(USER, PASSWORD);
        kafka.createTopics(TOPIC, RESERVED);
        kafka.reserve(RESERVED);
    }

    /** Starts all of it. */
    public static TestCluster start() throws Exception {
        return new TestCluster();
    }

    /** {@code host:port} of a listener's relay. */
    public String bootstrap(Listener listener) {
        return listener.host() + ":" + relay(listener).port();
    }

    /** What stands before a listener. */
    public TcpRelay relay(Listener listener) {
        return relays.get(listener);
    }

    /** The broker. */
    public EmbeddedKafka kafka() {
        return kafka;
    }

    /** Who certified the broker, and whose clients it lets in. */
    public TestCertificates authority() {
        return authority;
    }

    /** The authorization server whose tokens the broker takes; it knows the client {@code kafka-client}. */
    public TokenEmulator tokens() {
        return tokens;
    }

    /** The Kerberos realm of the broker. */
    public TestKdc kdc() {
        return kdc;
    }

    @Override
    public void close() throws IOException {
        for (TcpRelay relay : relays.values()) {
            relay.close();
        }
        kafka.close();
        tokens.close();
        kdc.close();
        System.clearProperty(KRB5_CONF);
        System.clearProperty(ALLOWED_URLS);
    }
}
