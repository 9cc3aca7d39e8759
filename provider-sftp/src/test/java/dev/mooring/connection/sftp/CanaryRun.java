package dev.mooring.connection.sftp;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.sftp.bridge.SftpSession;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Uses connections in every way, with right and with wrong secrets, and prints all that can be printed. */
final class CanaryRun {
    /** What takes the place of the password. */
    static final String WRONG = "wrong-secret-canary-77";

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        Properties given = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            given.load(in);
        }
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[1]))
                .provider(new SftpProvider())
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            for (String name : given.getProperty("names").split(",")) {
                ConnectionDraft.Builder draft = ConnectionDraft.of(name, "SFTP");
                given.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(name + "."))
                        .forEach(key -> draft.property(key.substring(name.length() + 1), given.getProperty(key)));
                print(connections.create(draft.build()));
                use(connections, name);
            }
            connections.alter(
                    "password", Alteration.builder().set("PASSWORD", WRONG).build());
            use(connections, "password");
            print(layer.sql("sales", "ann").execute("DESC CONNECTION key").toText());
        }
        print("done");
    }

    private static void use(Connections connections, String name) {
        print(connections.require(name));
        print(connections.explain(name, AccessScope.everything()));
        print(connections.test(name, TestOptions.readOnly()));
        CredentialSource source = connections.source(name, AccessScope.everything());
        print(source.vended());
        try (SftpSession session = SftpSession.open(source);
                InputStream file = session.client().read("/incoming/order.csv")) {
            print(name + " reads " + new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (Exception e) {
            print("PROVOKED by " + name);
            e.printStackTrace(System.out);
        }
    }

    private static void print(Object anything) {
        System.out.println(anything);
    }
}
