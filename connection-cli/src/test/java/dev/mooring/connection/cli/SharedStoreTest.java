package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import dev.mooring.testserver.postgres.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStoreTest {
    private static final String PASSWORD = "canary-of-the-database";

    private static TestPostgres server;

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeAll
    static void start() {
        server = TestPostgres.start();
        server.password("mooring", PASSWORD, Instant.parse("2100-01-01T00:00:00Z"));
        server.execute("GRANT CREATE ON DATABASE postgres TO mooring");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anchor() {
        harbour = new Harbour(home);
        harbour.environment.put("MOORING_STORE_USER", "mooring");
        harbour.environment.put("MOORING_STORE_PASSWORD", PASSWORD);
    }

    @Test
    void keepsConnectionsInTheDatabaseAndTheKeyringAtHome() {
        harbour.environment.put("MOORING_STORE", url());
        Outcome made = harbour.sql("CREATE STORAGE CONNECTION keyed TYPE QUAY ACCESS_ID = 'LTAI5tKqHarbour00001'"
                + " ACCESS_KEY = '" + Harbour.SECRET + "'");
        assertThat(made.err()).isEmpty();

        assertThat(harbour.sql("SHOW CONNECTIONS").out()).contains("keyed");
        assertThat(harbour.run("vend", "keyed", "--scope", "*", "--reveal").out())
                .contains("canary-issued-secret");
        assertThat(home.resolve(".mooring/keyring.json")).exists();
        assertThat(home.resolve(".mooring/connections.db")).doesNotExist();
    }

    @Test
    void schemasAreStoresOfTheirOwn() {
        harbour.run("--store", url(), "sql", "-e", "CREATE CATALOG CONNECTION red TYPE BUOY");
        harbour.environment.put("MOORING_STORE_SCHEMA", "another");

        Outcome shown = harbour.run("--store", url(), "sql", "-e", "SHOW CONNECTIONS");

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).doesNotContain("red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOORING_STORE_USER", "MOORING_STORE_PASSWORD"})
    void whoConnectsIsAskedForByTheNameOfItsVariable(String variable) {
        harbour.environment.remove(variable);

        Outcome outcome = harbour.run("--store", url(), "sql", "-e", "SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("--store: ").contains(variable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1/db?user=ahab&password=canary-in-the-url",
                "jdbc:postgresql://127.0.0.1/db?ssl=true&Password=canary-in-the-url",
                "jdbc:postgresql://ahab:canary-in-the-url@127.0.0.1/db",
                "jdbc:postgresql://127.0.0.1/db?sslpassword=canary-in-the-url",
                "jdbc:canary-in-the-url://127.0.0.1/db",
            })
    void anUrlThatHoldsAPasswordIsRefusedAndNotRepeated(String url) {
        Outcome outcome = harbour.run("--verbose", "--store", url, "sql", "-e", "SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("--store: ");
        assertThat(outcome.all()).doesNotContain("canary");
    }

    @Test
    void aWrongPasswordIsNotShown() {
        harbour.environment.put("MOORING_STORE_PASSWORD", "canary-of-a-guess");

        Outcome outcome = harbour.run("--verbose", "--store", url(), "sql", "-e", "SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("STORE_UNAVAILABLE: ");
        assertThat(outcome.all()).doesNotContain("canary");
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?sslmode=require";
    }
}
