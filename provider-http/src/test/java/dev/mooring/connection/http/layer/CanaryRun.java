package dev.mooring.connection.http.layer;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.AuthorizedHttpClient;
import dev.mooring.connection.http.bridge.HttpEndpoint;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Uses connections in every way, with right and with wrong secrets, and prints all that can be printed. */
final class CanaryRun {
    /** What takes the place of each secret. */
    static final String WRONG = "wrong-secret-canary-77";

    private CanaryRun() {}

    public static void main(String... arguments) throws Exception {
        Properties given = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            given.load(in);
        }
        try (ConnectionLayer layer = ConnectionLayer.in(Path.of(arguments[1]))
                .provider(new HttpProvider())
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            for (String name : given.getProperty("names").split(",")) {
                ConnectionDraft.Builder draft = ConnectionDraft.of(name, given.getProperty(name + ".type"));
                given.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(name + ".") && !key.equals(name + ".type"))
                        .forEach(key -> draft.property(key.substring(name.length() + 1), given.getProperty(key)));
                print(draft.build());
                print(connections.create(draft.build()));
                use(connections, name);
                spoil(connections, connections.require(name));
            }
            print(layer.sql("sales", "ann").execute("SHOW CONNECTIONS").toText());
        }
        print("done");
    }

    private static void use(Connections connections, String name) throws Exception {
        print(connections.explain(name, AccessScope.everything()));
        print(connections.test(name, TestOptions.readOnly()));
        CredentialSource source = connections.source(name, AccessScope.everything());
        print(source);
        print(source.vended());
        print("vended " + name + " " + source.get());
        call(source);
    }

    /** A client of the consumer's own. */
    private static void call(CredentialSource source) throws Exception {
        HttpClient client = AuthorizedHttpClient.of(source);
        URI url = HttpEndpoint.of(source.vended().details()).orElseThrow().url();
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/me")).build();
        print(client);
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        print(response + " " + response.headers() + response.body()
                + response.request().headers());
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create("https://elsewhere.example.com"))
                            .build(),
                    BodyHandlers.discarding());
        } catch (ConnectionException e) {
            e.printStackTrace(System.out);
        }
    }

    private static void spoil(Connections connections, Connection connection) {
        for (String secret : connection.secrets()) {
            connections.alter(
                    connection.name(), Alteration.builder().set(secret, WRONG).build());
            print(connections.test(connection.name(), TestOptions.readOnly()));
            try {
                print(connections.vend(connection.name(), AccessScope.everything()));
            } catch (ConnectionException e) {
                print("PROVOKED");
                e.printStackTrace(System.out);
            }
        }
    }

    private static void print(Object anything) {
        System.out.println(anything);
    }
}
