package dev.mooring.connection.kafka.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.kafka.KafkaProvider;
import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Uses connections in every way, with right and with wrong secrets, and prints all that can be printed. */
final class CanaryRun {
    /** What takes the place of each secret. */
    static final String WRONG = "wrong-secret-canary-77";

    private static final List<String> SECRETS = List.of("SASL_PASSWORD", "SASL_OAUTHBEARER_CLIENT_SECRET");

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        Properties given = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            given.load(in);
        }
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[1]))
                .provider(new KafkaProvider())
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            for (String name : given.getProperty("names").split(",")) {
                ConnectionDraft.Builder draft = ConnectionDraft.of(name, "KAFKA");
                given.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(name + "."))
                        .forEach(key -> draft.property(key.substring(name.length() + 1), given.getProperty(key)));
                print(connections.create(draft.build()));
                use(connections, name);
                spoil(connections, name);
            }
            ConnectionSql sql = layer.sql("sales", "ann");
            print(sql.execute("SHOW CONNECTIONS").toText());
            print(sql.execute("DESC CONNECTION plain").toText());
        }
        print("done");
    }

    private static void use(Connections connections, String name) throws Exception {
        print(connections.require(name));
        print(connections.explain(name, AccessScope.everything()));
        print(connections.test(name, TestOptions.readOnly()));
        CredentialSource source = connections.source(name, AccessScope.everything());
        print(source);
        print(source.get());
        print(source.vended());
        Properties properties = KafkaClientProperties.of(source);
        print(properties);
        print("cluster of " + name + " " + clusterId(properties));
    }

    private static String clusterId(Properties properties) throws Exception {
        properties.put("default.api.timeout.ms", "10000");
        properties.put("request.timeout.ms", "5000");
        try (Admin admin = Admin.create(properties)) {
            return admin.describeCluster().clusterId().get(15, TimeUnit.SECONDS);
        }
    }

    private static void spoil(Connections connections, String name) throws Exception {
        for (String secret : SECRETS) {
            if (connections.require(name).properties().toString().contains(secret)
                    || connections.require(name).toString().contains(secret)) {
                connections.alter(name, Alteration.builder().set(secret, WRONG).build());
                print(connections.test(name, TestOptions.readOnly()));
                try {
                    print(clusterId(KafkaClientProperties.of(connections.source(name, AccessScope.everything()))));
                } catch (ConnectionException | ExecutionException e) {
                    print("PROVOKED");
                    e.printStackTrace(System.out);
                }
            }
        }
    }

    private static void print(Object anything) {
        System.out.println(anything);
    }
}
