package dev.mooring.connection.kafka.server;

import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.storage.Formatter;

/** Describes an {@link EmbeddedKafka}. Listener names are upper case. */
public final class EmbeddedKafkaBuilder {
    static final String INTERNAL = "INTERNAL";

    private static final String CONTROLLER = "CONTROLLER";
    private static final String STORE_PASSWORD = "changeit";

    private final Map<String, SecurityProtocol> listeners = new LinkedHashMap<>();
    private final Map<String, String> advertised = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> plainUsers = new TreeMap<>();
    private final List<String> scramUsers = new ArrayList<>();

    EmbeddedKafkaBuilder() {
        listeners.put(INTERNAL, SecurityProtocol.PLAINTEXT);
    }

    /** A listener; mechanisms for the SASL protocols. */
    public EmbeddedKafkaBuilder listener(String name, SecurityProtocol protocol, String... mechanisms) {
        listeners.put(name, protocol);
        String prefix = prefix(name);
        if (mechanisms.length > 0) {
            set(prefix + "sasl.enabled.mechanisms", String.join(",", mechanisms));
        }
        for (String mechanism : mechanisms) {
            if (mechanism.startsWith("SCRAM")) {
                set(
                        prefix + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            }
        }
        return this;
    }

    /** What the broker says a listener's address is, {@code host:port}; else its true one. */
    public EmbeddedKafkaBuilder advertise(String listener, String address) {
        advertised.put(listener, address);
        return this;
    }

    /** The certificate that a listener shows, and the authority of the clients' certificates. */
    public EmbeddedKafkaBuilder tls(String listener, TestCertificates.Identity identity, TestCertificates clients) {
        String prefix = prefix(listener);
        store(prefix + "ssl.keystore", identity.pkcs12(STORE_PASSWORD));
        set(prefix + "ssl.key.password", STORE_PASSWORD);
        store(prefix + "ssl.truststore", clients.trustPkcs12(STORE_PASSWORD));
        return this;
    }

    /** Makes a listener ask for a client's certificate. */
    public EmbeddedKafkaBuilder requireClientCertificate(String listener) {
        return set(prefix(listener) + "ssl.client.auth", "required");
    }

    /** A user of PLAIN, on every listener that has it. */
    public EmbeddedKafkaBuilder plainUser(String name, String password) {
        plainUsers.put(name, password);
        return this;
    }

    /** A user of both SCRAM mechanisms. */
    public EmbeddedKafkaBuilder scramUser(String name, String password) {
        for (String mechanism : List.of("SCRAM-SHA-256", "SCRAM-SHA-512")) {
            scramUsers.add(mechanism + "=[name=" + name + ",password=" + password + "]");
        }
        return this;
    }

    /** Whose tokens a listener takes. The URL must be in {@code org.apache.kafka.sasl.oauthbearer.allowed.urls}. */
    public EmbeddedKafkaBuilder oauth(String listener, URI keys, String issuer, String audience) {
        String prefix = prefix(listener);
        set(
                prefix + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        set(
                prefix + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        set(prefix + "sasl.oauthbearer.jwks.endpoint.url", keys.toString());
        set(prefix + "sasl.oauthbearer.expected.issuer", issuer);
        return set(prefix + "sasl.oauthbearer.expected.audience", audience);
    }

    /** Makes a listener of GSSAPI {@code kafka/localhost} of the realm, and advertises it as localhost. */
    public EmbeddedKafkaBuilder kerberos(String listener, TestKdc kdc) {
        set("sasl.kerberos.service.name", "kafka");
        advertised.putIfAbsent(listener, "localhost:");
        return set(
                prefix(listener) + "gssapi.sasl.jaas.config",
                "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true refreshKrb5Config=true"
                        + " keyTab=\"" + kdc.keytab("kafka/localhost") + "\" principal=\"kafka/localhost@" + kdc.realm()
                        + "\";");
    }

    /** Makes clients of SASL authenticate again after that time. */
    public EmbeddedKafkaBuilder reauthenticateAfter(Duration time) {
        return set("connections.max.reauth.ms", String.valueOf(time.toMillis()));
    }

    /** Obeys access control lists; what has none is open to all. */
    public EmbeddedKafkaBuilder authorizer() {
        set("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        return set("allow.everyone.if.no.acl.found", "true");
    }

    /** Any setting of the broker. */
    public EmbeddedKafkaBuilder set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Starts it. */
    public EmbeddedKafka start() throws Exception {
        TemporaryFolder folder = TemporaryFolder.create("kafka");
        List<Integer> free = FreePorts.next(listeners.size() + 1);
        Map<String, Integer> ports = new LinkedHashMap<>();
        listeners.keySet().forEach(name -> ports.put(name, free.get(ports.size())));
        Properties properties = properties(folder, ports, free.get(ports.size()));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            properties.put(
                    file.getKey(),
                    EmbeddedKafka.write(folder, file.getKey(), file.getValue()).toString());
        }
        format(folder);
        return EmbeddedKafka.start(properties, folder, ports);
    }

    private Properties properties(TemporaryFolder folder, Map<String, Integer> ports, int controllerPort) {
        Properties all = new Properties();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("controller.listener.names", CONTROLLER);
        all.put("inter.broker.listener.name", INTERNAL);
        all.put(
                "listeners",
                joined(ports, (name, port) -> name + "://127.0.0.1:" + port) + "," + CONTROLLER + "://127.0.0.1:"
                        + controllerPort);
        all.put("advertised.listeners", joined(ports, (name, port) -> name + "://" + advertised(name, port)));
        all.put(
                "listener.security.protocol.map",
                joined(ports, (name, port) -> name + ":" + listeners.get(name)) + "," + CONTROLLER + ":PLAINTEXT");
        all.put("log.dirs", folder.path().resolve("log").toString());
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("auto.create.topics.enable", "false");
        all.put("log.cleaner.enable", "false");
        listeners.keySet().forEach(name -> {
            if (settings.getOrDefault(prefix(name) + "sasl.enabled.mechanisms", "")
                    .matches("(.*,)?PLAIN(,.*)?")) {
                all.put(prefix(name) + "plain.sasl.jaas.config", plainUsersJaas());
            }
        });
        all.putAll(settings);
        return all;
    }

    private String advertised(String listener, int port) {
        String address = advertised.getOrDefault(listener, "127.0.0.1:");
        return address.endsWith(":") ? address + port : address;
    }

    private String plainUsersJaas() {
        StringBuilder jaas = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        plainUsers.forEach((name, password) -> jaas.append(" user_" + name + "=\"")
                .append(password.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
        return jaas.append(';').toString();
    }

    private void store(String key, byte[] pkcs12) {
        files.put(key + ".location", pkcs12);
        set(key + ".password", STORE_PASSWORD);
        set(key + ".type", "PKCS12");
    }

    private void format(TemporaryFolder folder) throws Exception {
        String directory = folder.path().resolve("log").toString();
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(directory)
                .addDirectory(directory);
        if (!scramUsers.isEmpty()) {
            formatter.setScramArguments(scramUsers);
        }
        formatter.run();
    }

    private static String prefix(String listener) {
        return "listener.name." + listener.toLowerCase(Locale.ROOT) + ".";
    }

    private static String joined(Map<String, Integer> ports, BiFunction<String, Integer, String> each) {
        return ports.entrySet().stream()
                .map(entry -> each.apply(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(","));
    }
}
