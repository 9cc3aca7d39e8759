package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoSecretsTest {
    private static final String SCOPE = "quay://pier/crates/=READ";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = Harbour.withQuays(home);
        harbour.environment.put("MOORING_AWS_ACCESS_KEY_ID", "AKIAOWN000000000001");
        harbour.environment.put("MOORING_AWS_SECRET_ACCESS_KEY", "canary-own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void noCommandShowsASecretUnasked(String format) {
        List<List<String>> commands = List.of(
                List.of("types", "--format", format),
                List.of("types", "QUAY", "--format", format),
                List.of("test", "keyed", "--format", format),
                List.of("test", "buoy", "--format", format),
                List.of("vend", "keyed", "--scope", SCOPE, "--format", format),
                List.of("vend", "roled", "--scope", SCOPE, "--format", format),
                List.of("env", "keyed", "--scope", SCOPE),
                List.of("explain", "keyed", "--scope", SCOPE),
                List.of("trust", "roled", "--account", "1", "--format", format),
                List.of("sql", "--format", format, "-e", "DESC CONNECTION EXTENDED keyed; TEST CONNECTION buoy"),
                List.of("sql", "--format", format, "-e", "ALTER CONNECTION keyed SET ACCESS_KEY = 'canary-new'"),
                List.of(
                        "sql",
                        "--format",
                        format,
                        "-e",
                        "CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = 'canary-x'"),
                List.of(
                        "sql",
                        "--check",
                        "--format",
                        format,
                        "-e",
                        "CREATE STORAGE CONNECTION x TYPE QUAY KEY = 'canary-x"));

        for (List<String> command : commands) {
            assertThat(harbour.run(command.toArray(String[]::new)).all())
                    .as("%s", command)
                    .isNotEmpty()
                    .doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = 'canary",
                "CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = canary",
                "CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = \"canary\"",
                "CREATE STORAGE CONNECTION x TYPE QUAY CANARYKEY = 'canary' ROLE_ARN = ['canary', 'canary']",
                "canary"
            })
    void noBrokenStatementIsRepeated(String statement) {
        assertThat(harbour.sql(statement).code()).isEqualTo(1);
        assertThat(harbour.sql(statement).all()).doesNotContain("canary");
        assertThat(harbour.run("--verbose", "sql", "-e", statement).all()).doesNotContain("'canary");
        assertThat(harbour.run("sql", "--check", "-e", statement).all()).doesNotContain("canary");
    }

    @Test
    void noArgumentAtTheWrongPlaceIsRepeated() {
        String statement = "CREATE STORAGE CONNECTION x TYPE QUAY ACCESS_KEY = 'canary'";

        assertThat(harbour.run("sql", statement)).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.all()).doesNotContain("canary").contains("-e");
        });
        assertThat(harbour.run(statement).all()).doesNotContain("canary");
        assertThat(harbour.run("sql", "-", statement).all()).doesNotContain("canary");
        assertThat(harbour.run("types", "--endpoint", "sts=http://me:canary@host")
                        .all())
                .doesNotContain("canary");
        assertThat(harbour.run("types", "--password=canary").all()).doesNotContain("canary");
    }
}
