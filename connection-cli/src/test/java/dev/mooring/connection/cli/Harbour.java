package dev.mooring.connection.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process as if each were one of its own, on one home directory. */
final class Harbour {
    static final String SECRET = "canary-stored-secret";

    final Path home;
    final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];
    private Optional<Surroundings.TerminalOpening> terminal = Optional.empty();

    /** How a command ended. */
    record Outcome(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    Harbour(Path home) {
        this.home = home;
    }

    Harbour typing(String text) {
        return typing(text.getBytes(StandardCharsets.UTF_8));
    }

    Harbour typing(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    Harbour on(Surroundings.TerminalOpening opening) {
        terminal = Optional.of(opening);
        return this;
    }

    Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                new Surroundings.Host(environment, home, "ahab"));
        int code = Mooring.run(surroundings, args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Outcome sql(String statements) {
        return run("sql", "-e", statements);
    }

    /** With a key connection and a role connection. */
    static Harbour withQuays(Path home) {
        Harbour harbour = new Harbour(home);
        Outcome made = harbour.sql(
                "CREATE STORAGE CONNECTION keyed TYPE QUAY ACCESS_ID = 'LTAI5tKqHarbour00001' ACCESS_KEY = '"
                        + SECRET + "'; CREATE STORAGE CONNECTION roled TYPE QUAY ROLE_ARN = 'role/harbour';"
                        + " CREATE CATALOG CONNECTION buoy TYPE BUOY ACCESS_KEY = '" + SECRET + "'");
        if (made.code() != 0) {
            throw new AssertionError(made.err());
        }
        return harbour;
    }
}
