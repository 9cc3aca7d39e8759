package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.testserver.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exports of a Lakebase connection, over an emulated workspace and a real PostgreSQL, in a driver and in psql. */
class PsqlTest {
    private static final String ID = "c00f575e-d706-4f6b-b62c-e7a14850571b";
    private static final String ENDPOINT = "projects/p1/branches/b1/endpoints/e1";

    @TempDir
    Path home;

    @Test
    void aProgramThatKnowsNothingOfThisLibraryLogsIn() throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                DatabricksEmulator workspace = DatabricksEmulator.start(Clock.systemUTC())
                        .principal(ID, "canary-client-secret")
                        .endpoint(ENDPOINT)
                        .passwords(postgres::password)) {
            Harbour harbour = new Harbour(home);
            Path authority = Files.writeString(home.resolve("authority.pem"), postgres.certificatePem());
            assertThat(harbour.sql(create(workspace, postgres)).err()).isEmpty();
            assertThat(harbour.run("env", "lakebase").out())
                    .contains("# export PGPASSWORD='****'")
                    .doesNotContain("eyJ");

            Harbour.Outcome exports = harbour.run("env", "lakebase", "--reveal");

            assertThat(exports.code()).as(exports.err()).isZero();
            assertThat(exports.out())
                    .contains(
                            "export PGHOST='127.0.0.1'", "export PGSSLMODE='verify-full'", "export PGUSER='" + ID + "'")
                    .doesNotContain("PGSSLROOTCERT", "canary-client-secret");
            assertThat(throughTheDriver(variables(exports.out()), authority)).isEqualTo(ID);
            Optional<Path> psql = found("psql");
            if (psql.isPresent()) {
                assertThat(throughPsql(exports.out(), authority)).isEqualTo(ID + "|postgres");
            }
        }
    }

    private static String create(DatabricksEmulator workspace, TestPostgres postgres) {
        return "CREATE DATABASE CONNECTION lakebase TYPE LAKEBASE HOST = '" + workspace.host() + "' CLIENT_ID = '" + ID
                + "' CLIENT_SECRET = 'canary-client-secret' ENDPOINT = '" + ENDPOINT
                + "' PGHOST = '127.0.0.1' PGDATABASE = 'postgres' PGPORT = '" + postgres.port()
                + "' TRUSTED_CERTIFICATES = 'base64:"
                + Base64.getEncoder().encodeToString(postgres.certificatePem().getBytes(StandardCharsets.UTF_8))
                + "'";
    }

    private static Map<String, String> variables(String exports) {
        return exports.lines()
                .filter(line -> line.startsWith("export "))
                .map(line -> line.substring("export ".length()).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].substring(1, pair[1].length() - 1)));
    }

    private static String throughTheDriver(Map<String, String> environment, Path authority) throws SQLException {
        Properties login = new Properties();
        login.put("user", environment.get("PGUSER"));
        login.put("password", environment.get("PGPASSWORD"));
        login.put("sslmode", environment.get("PGSSLMODE"));
        login.put("sslrootcert", authority.toString());
        String url = "jdbc:postgresql://" + environment.get("PGHOST") + ":" + environment.get("PGPORT") + "/"
                + environment.get("PGDATABASE");
        try (var jdbc = DriverManager.getConnection(url, login);
                Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Optional<Path> found(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The exports are evaluated by a shell, as people do. */
    private String throughPsql(String exports, Path authority) throws IOException, InterruptedException {
        Path script = Files.writeString(
                home.resolve("query.sh"),
                exports + "exec psql -X -A -t -c 'SELECT current_user, current_database()'\n");
        Path out = home.resolve("psql.out");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PGSSLROOTCERT", authority.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("psql ends").isTrue();
        return Files.readString(out).strip();
    }
}
