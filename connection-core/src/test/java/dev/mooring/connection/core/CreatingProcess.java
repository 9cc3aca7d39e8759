package dev.mooring.connection.core;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that creates connections and says of each what became of it: {@code name outcome}. */
final class CreatingProcess {
    static final String WORKSPACE = "w";
    static final String CREATED = "CREATED";

    private CreatingProcess() {}

    /** Arguments: the layer's directory, its user, how many connections. Starts when it reads a byte. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ConnectionLayer layer = layer(Path.of(arguments[0]))) {
            Connections connections = layer.workspace(WORKSPACE, arguments[1]);
            out.println("ready");
            if (System.in.read() < 0) {
                throw new IOException("nobody said go");
            }
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                out.println("c" + i + " " + outcome(connections, "c" + i, arguments[1]));
            }
        }
    }

    private static String outcome(Connections connections, String name, String user) {
        try {
            Connection created = connections.create(draft(name, user));
            return created.name().equals(name) ? CREATED : "CREATED_ANOTHER";
        } catch (ConnectionException e) {
            return e.code().name();
        }
    }

    static ConnectionLayer layer(Path directory) {
        return ConnectionLayer.in(directory).provider(new FakeProvider()).open();
    }

    static ConnectionDraft draft(String name, String user) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "https://depot.example")
                .property("ACCESS_ID", "id-of-" + name)
                .property("ACCESS_KEY", secret(name, user))
                .build();
    }

    static String secret(String name, String user) {
        return "canary-of-" + name + "-by-" + user;
    }
}
