package dev.mooring.connection.core.process;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.PostgresServer;
import dev.mooring.connection.core.PostgresStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A node on a PostgreSQL, which says of each of its changes what became of it: {@code name number outcome}. */
final class SharedNodeProcess {
    static final String WORKSPACE = "w";
    static final String DONE = "DONE";
    /** It races for names with others. */
    static final String RACE = "race";
    /** It creates connections of its own and changes each, and keys are rotated meanwhile. */
    static final String CHANGE = "change";

    private SharedNodeProcess() {}

    /** Arguments: URL, schema, keyring, user, what to do, how often. Starts when it reads a byte. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String user = arguments[3];
        int times = Integer.parseInt(arguments[5]);
        try (ConnectionLayer layer = layer(arguments[0], arguments[1], Path.of(arguments[2]))) {
            Connections connections = layer.workspace(WORKSPACE, user);
            out.println("ready");
            if (System.in.read() < 0) {
                throw new IOException("nobody said go");
            }
            if (arguments[4].equals(RACE)) {
                race(connections, user, times, out);
            } else {
                Thread rotation = new Thread(() -> rotate(layer, times), "rotation");
                rotation.setDaemon(true);
                rotation.start();
                change(connections, user, times, out);
            }
        }
    }

    private static void race(Connections connections, String user, int times, PrintStream out) {
        for (int i = 0; i < times; i++) {
            String name = "c" + i;
            out.println(name + " 0 " + outcome(() -> connections.create(draft(name, user, 0))));
        }
    }

    private static void change(Connections connections, String user, int times, PrintStream out) {
        for (int i = 0; i < times; i++) {
            String name = user + i;
            out.println(name + " 0 " + outcome(() -> connections.create(draft(name, user, 0))));
            Alteration newSecret = Alteration.builder()
                    .set("ACCESS_KEY", secret(name, user, 1))
                    .build();
            out.println(name + " 1 " + outcome(() -> connections.alter(name, newSecret)));
        }
    }

    private static void rotate(ConnectionLayer layer, int times) {
        for (int i = 0; i < times; i++) {
            try {
                layer.keys().add();
                layer.keys().rotate();
            } catch (ConnectionException e) {
                // another node rotates too, or the layer is closed: what counts is what can be read afterwards
                continue;
            }
        }
    }

    private static String outcome(Runnable change) {
        try {
            change.run();
            return DONE;
        } catch (ConnectionException e) {
            return e.code().name();
        }
    }

    static ConnectionLayer layer(String url, String schema, Path keyring) {
        PostgresStore store = PostgresStore.at(url, PostgresServer.ROLE, PostgresServer.PASSWORD)
                .schema(schema)
                .poolSize(2);
        return ConnectionLayer.on(store)
                .keyring(Keyring.inFile(keyring))
                .provider(new FakeProvider())
                .open();
    }

    static ConnectionDraft draft(String name, String user, int number) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "https://depot.example")
                .property("ACCESS_ID", "id-of-" + name)
                .property("ACCESS_KEY", secret(name, user, number))
                .build();
    }

    static String secret(String name, String user, int number) {
        return "canary-of-" + name + "-by-" + user + "-" + number;
    }
}
