package dev.mooring.connection.jdbc.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.jdbc.JdbcProvider;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Uses connections in every way, with right and with wrong passwords, and prints all that can be printed. */
final class CanaryRun {
    /** What takes the place of each password. */
    static final String WRONG = "wrong-secret-canary-77";

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        Logger root = Logger.getLogger("");
        ConsoleHandler all = new ConsoleHandler();
        all.setLevel(Level.ALL);
        root.addHandler(all);
        root.setLevel(Level.ALL);
        Properties given = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            given.load(in);
        }
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[1]))
                .provider(new JdbcProvider())
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            for (String name : given.getProperty("names").split(",")) {
                ConnectionDraft.Builder draft = ConnectionDraft.of(name, "JDBC");
                given.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(name + "."))
                        .forEach(key -> draft.property(key.substring(name.length() + 1), given.getProperty(key)));
                print(connections.create(draft.build()));
                use(connections, name);
                connections.alter(
                        name, Alteration.builder().set("PASSWORD", WRONG).build());
                use(connections, name);
            }
            print(layer.sql("sales", "ann").execute("SHOW CONNECTIONS").toText());
        }
        print("done");
    }

    private static void use(Connections connections, String name) {
        print(connections.require(name));
        print(connections.explain(name, AccessScope.everything()));
        print(connections.test(name, TestOptions.readOnly()));
        CredentialSource source = connections.source(name, AccessScope.everything());
        print(source.vended());
        ConnectionDataSource dataSource = ConnectionDataSource.of(source);
        print(dataSource);
        try (var session = dataSource.getConnection()) {
            print("session of " + name + " " + session.getMetaData().getURL() + " " + session);
        } catch (SQLException e) {
            print("PROVOKED");
            e.printStackTrace(System.out);
        }
    }

    private static void print(Object anything) {
        System.out.println(anything);
    }
}
