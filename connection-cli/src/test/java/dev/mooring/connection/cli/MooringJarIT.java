package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testserver.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packed jar the way people do. */
class MooringJarIT {
    private static final Path JAR = Path.of("target", "mooring.jar");
    private static final String CREATE = "CREATE STORAGE CONNECTION lake TYPE S3 REGION = 'eu-central-1'"
            + " ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE' SECRET_KEY = 'canary-packed'";

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    private record Outcome(int code, String out, String err) {}

    private record Running(Process process, Path out, Path err) {
        Outcome end() throws IOException, InterruptedException {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    @Test
    void runsStatementsAndKeepsThemBetweenProcesses() throws Exception {
        Outcome created = run("sql", "-e", CREATE);
        Outcome shown = run("sql", "-e", "DESC CONNECTION lake", "--format", "json");

        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.err()).isEmpty();
        assertThat(created.out()).contains("connection lake created");
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out()).contains("AKIAIO**************").doesNotContain("canary");
    }

    @Test
    void reportsByExitCodes() throws Exception {
        assertThat(run("types").out())
                .contains("S3", "CLOUD_FUNCTION", "DATABRICKS", "LAKEBASE")
                .contains("LAKESAIL", "SALESFORCE", "AI_FUNCTION", "ICEBERG_REST", "| HTTP ");
        assertThat(run("--version").code()).isZero();
        assertThat(run("sql", "--check", "-e", CREATE)).isEqualTo(new Outcome(0, "OK CREATE\n", ""));
        assertThat(run("sql", "-e", "DROP CONNECTION lake").code()).isEqualTo(1);
        assertThat(run("sql", "--no-such-option").code()).isEqualTo(2);
    }

    @Test
    void holdsWhatOAuthNeeds() throws Exception {
        Outcome created = run(
                "sql",
                "-e",
                "CREATE API CONNECTION orders TYPE HTTP HOST = 'api.example.com' AUTH_TYPE = 'OAUTH2'"
                        + " GRANT = 'CLIENT_CREDENTIALS' CLIENT_ID = 'lake' CLIENT_SECRET = 'canary-packed'"
                        + " TOKEN_URL = 'http://127.0.0.1:9/token'");

        assertThat(created.code()).as(created.err()).isZero();
        assertThat(run("vend", "orders").err())
                .startsWith("ENDPOINT_UNREACHABLE: ")
                .doesNotContain("canary");
    }

    @Test
    void readsStandardInputWhenItIsNoTerminal() throws Exception {
        Path script = Files.writeString(home.resolve("script.sql"), CREATE + ";\nSHOW CONNECTIONS;\n");

        Running running = start(script, "sql");

        assertThat(running.end().out()).contains("| lake |");
    }

    @Test
    void aProviderBuiltApartIsUsedFromSql() throws Exception {
        PluginJar.lighthouse(home.resolve("plugins"));
        String plugins = home.resolve("plugins").toString();

        Outcome outcome =
                run("sql", "--plugins", plugins, "-e", "CREATE API CONNECTION cape TYPE LIGHTHOUSE LAMP = 'canary'");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run("vend", "cape", "--plugins", plugins).out()).contains("token=****");
    }

    @Test
    void keepsConnectionsInADatabase() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            server.password("mooring", "canary-of-the-database", Instant.parse("2100-01-01T00:00:00Z"));
            server.execute("GRANT CREATE ON DATABASE postgres TO mooring");
            environment.put("MOORING_HOME", home.resolve("home").toString());
            environment.put(
                    "MOORING_STORE", "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?sslmode=require");
            environment.put("MOORING_STORE_USER", "mooring");
            environment.put("MOORING_STORE_PASSWORD", "canary-of-the-database");

            Outcome created = run("sql", "-e", CREATE);
            Outcome vended = run("vend", "lake", "--scope", "*", "--reveal");

            assertThat(created.err()).isEmpty();
            assertThat(created.out()).contains("connection lake created");
            assertThat(vended.out()).contains("accessKeySecret=canary-packed");
            assertThat(home.resolve("home/keyring.json")).exists();
            assertThat(home.resolve("home/connections.db")).doesNotExist();
        }
    }

    @Test
    void oneOfTwoProcessesWinsAName() throws Exception {
        Path nothing = Files.createFile(home.resolve("nothing"));

        Running first = start(nothing, "sql", "-e", CREATE);
        Running second = start(nothing, "sql", "-e", CREATE);
        List<Outcome> outcomes = List.of(first.end(), second.end());

        assertThat(outcomes).extracting(Outcome::code).containsExactlyInAnyOrder(0, 1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.code() == 1)
                .singleElement()
                .satisfies(loser -> assertThat(loser.err()).startsWith("NAME_ALREADY_EXISTS at 1:"));
        assertThat(run("vend", "lake", "--scope", "*", "--reveal").out()).contains("accessKeySecret=canary-packed");
    }

    private Outcome run(String... args) throws IOException, InterruptedException {
        Path nothing = home.resolve("empty");
        Files.writeString(nothing, "", StandardCharsets.UTF_8);
        return start(nothing, args).end();
    }

    private Running start(Path input, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // as the command's page says: Java itself warns of what protobuf does
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(Arrays.asList(args));
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MOORING_"));
        builder.environment().put("MOORING_STORE", home.resolve("store").toString());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }
}
