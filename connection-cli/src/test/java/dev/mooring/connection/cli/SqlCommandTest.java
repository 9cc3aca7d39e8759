package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
    private static final String CREATE_BUOY = "CREATE CATALOG CONNECTION red TYPE BUOY BERTH = 'a, \"b\"'";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = new Harbour(home);
    }

    @Test
    void createsTheStoreForItsOwnerOnly() throws IOException {
        assertThat(harbour.sql(CREATE_BUOY).code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".mooring"))))
                .isEqualTo("rwx------");
        assertThat(harbour.sql("SHOW CONNECTIONS").out()).contains("| red  | CATALOG  | BUOY ");
    }

    @Test
    void takesStatementsFromOptionsFilesAndStandardInput() throws IOException {
        Path file = Files.writeString(home.resolve("make.sql"), CREATE_BUOY + ";\nDESC CONNECTION red;");

        assertThat(harbour.run("sql", "-f", file.toString()).out()).contains("connection red created", "| BERTH ");
        assertThat(harbour.run("sql", "-e", "DROP CONNECTION red", "-e", "SHOW CONNECTIONS")
                        .out())
                .contains("connection red dropped", "| name |");
        assertThat(harbour.typing(CREATE_BUOY).run("sql", "-").out()).contains("connection red created");
        assertThat(harbour.typing("DROP CONNECTION red").run("sql").out()).contains("connection red dropped");
    }

    @Test
    void stopsAtTheFirstStatementThatFailsAndKeepsWhatRanBefore() {
        Outcome outcome = harbour.sql(CREATE_BUOY + ";\nDESC CONNECTION grey;\nDROP CONNECTION red");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("connection red created").doesNotContain("dropped");
        assertThat(outcome.err()).startsWith("CONNECTION_NOT_FOUND at 2:17: ").contains("\n  remedy: ");
        assertThat(harbour.sql("DESC CONNECTION red").code()).isZero();
    }

    @Test
    void printsOneJsonObjectPerStatement() throws IOException {
        Outcome outcome = harbour.run(
                "sql",
                "--format",
                "json",
                "-e",
                "CREATE CATALOG CONNECTION red TYPE BUOY, BERTH = 'south'; SHOW CONNECTIONS; DROP CONNECTION red");

        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode created = new ObjectMapper().readTree(lines.get(0));
        assertThat(created.fieldNames()).toIterable().containsExactly("columns", "rows", "message", "warnings");
        assertThat(created.at("/rows/0/info_value").asText()).isEqualTo("red");
        assertThat(created.at("/warnings/0").asText()).contains("without commas");
        assertThat(outcome.err()).isEmpty();
        JsonNode shown = new ObjectMapper().readTree(lines.get(1));
        assertThat(shown.at("/rows/0/name").asText()).isEqualTo("red");
        assertThat(shown.get("message").isNull()).isTrue();
        assertThat(lines.get(2))
                .isEqualTo("{\"columns\":[],\"rows\":[],\"message\":\"connection red dropped\",\"warnings\":[]}");
    }

    @Test
    void printsTablesAsCsvAndMessagesOnStandardError() {
        harbour.sql(CREATE_BUOY);

        Outcome outcome =
                harbour.run("sql", "--format=csv", "-e", "DESC CONNECTION red; SHOW CONNECTIONS; DROP CONNECTION red");

        assertThat(outcome.out())
                .startsWith("info_name,info_value\nname,red\n")
                .contains("BERTH,\"a, \"\"b\"\"\"\n\nname,category,type,enabled,created_time\nred,CATALOG,BUOY,");
        assertThat(outcome.err()).isEqualTo("note: connection red dropped\n");
    }

    @Test
    void printsWarningsOnStandardError() {
        Outcome outcome = harbour.sql("CREATE CONNECTION red TYPE BUOY");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).startsWith("warning: CONNECTION: ").contains("say the category");
    }

    @Test
    void checksEveryStatementWithoutAStore() {
        Outcome outcome = harbour.run(
                "sql",
                "--check",
                "-e",
                CREATE_BUOY + ";\nCREATE STORAGE CONNECTION x TYPE QUAY;\nSHWO CONNECTIONS;\nDESC CONNECTION x",
                "-e",
                "ALTER CONNECTION x ENABLE; TEST CONNECTION x; DROP CONNECTION x; SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(1);
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(8);
        assertThat(lines.get(0)).isEqualTo("OK CREATE");
        assertThat(lines.get(1)).matches("INVALID_PROPERTIES at 2:\\d+: .*ROLE_ARN.*");
        assertThat(lines.get(2)).startsWith("SQL_SYNTAX at 3:1: ");
        assertThat(lines.subList(3, 8)).containsExactly("OK DESC", "OK ALTER", "OK TEST", "OK DROP", "OK SHOW");
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @Test
    void checksStandardInputWithSuccess() {
        Outcome outcome = harbour.typing(CREATE_BUOY).run("sql", "--check");

        assertThat(outcome).isEqualTo(new Outcome(0, "OK CREATE\n", ""));
    }

    @Test
    void checksAgainstTheDeployment() {
        String statement = "CREATE STORAGE CONNECTION x TYPE S3 REGION = 'eu-west-1'"
                + " ROLE_ARN = 'arn:aws:iam::555566667777:role/lake'";

        assertThat(harbour.run("sql", "--check", "-e", statement).code()).isZero();
        assertThat(harbour.run("sql", "--check", "-e", statement, "--cloud", "aliyun")
                        .out())
                .startsWith("CROSS_CLOUD_NOT_SUPPORTED at 1:34: ");
    }

    @Test
    void printsChecksAsJson() throws IOException {
        Outcome outcome = harbour.run("sql", "--check", "--format", "json", "-e", "SHOW CONNECTIONS; DROP CONNECTION");

        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("{\"statement\":1,\"ok\":true,\"kind\":\"SHOW\",\"line\":1,\"column\":1,\"code\":null,"
                        + "\"message\":null,\"remedy\":null,\"warnings\":[]}");
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.get("ok").asBoolean()).isFalse();
        assertThat(second.get("code").asText()).isEqualTo("SQL_SYNTAX");
        assertThat(second.get("remedy").asText()).isNotBlank();
    }

    @Test
    void checksEveryTextAndCountsTheStatementsOfAll() throws IOException {
        String[] texts = {"SHOW CONNECTIONS; SHWO", "", "-- nothing", "SHOW CONNECTIONS"};
        List<String> arguments = new ArrayList<>(List.of("sql", "--check"));
        List.of(texts).forEach(text -> arguments.addAll(List.of("-e", text)));

        Outcome table = harbour.run(arguments.toArray(String[]::new));
        arguments.addAll(List.of("--format", "json"));
        Outcome json = harbour.run(arguments.toArray(String[]::new));

        assertThat(table.code()).isEqualTo(1);
        assertThat(table.out().lines().map(line -> line.replaceAll(" at .*", "")))
                .containsExactly("OK SHOW", "SQL_SYNTAX", "SQL_SYNTAX", "SQL_SYNTAX", "OK SHOW");
        assertThat(json.code()).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            JsonNode line =
                    new ObjectMapper().readTree(json.out().lines().toList().get(i));
            assertThat(line.get("statement").asInt()).isEqualTo(i + 1);
        }
        assertThat(json.out().lines()).hasSize(5);
    }

    @Test
    void aCheckHasNoCsv() {
        Outcome outcome = harbour.run("sql", "--check", "--format", "csv", "-e", "SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("--check ").contains("table", "json");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void takesGlobalOptionsBeforeAndBehindTheCommand() {
        Path store = home.resolve("a/b");
        harbour.run("--store", store.toString(), "--user", "ishmael", "sql", "-e", CREATE_BUOY);

        assertThat(harbour.run("sql", "-e", "DESC CONNECTION red", "--store", store.toString())
                        .out())
                .contains("| ishmael ");
        assertThat(harbour.run("--store", store.toString(), "sql", "--workspace=other", "-e", "DESC CONNECTION red")
                        .err())
                .contains("CONNECTION_NOT_FOUND");
    }

    @Test
    void readsOptionsFromItsOwnEnvironment() {
        harbour.environment.put("MOORING_STORE", home.resolve("elsewhere").toString());
        harbour.environment.put("MOORING_USER", "queequeg");
        harbour.environment.put("MOORING_WORKSPACE", "deck");

        harbour.sql(CREATE_BUOY);

        assertThat(home.resolve("elsewhere/connections.db")).exists();
        assertThat(harbour.sql("DESC CONNECTION deck.red").out()).contains("| queequeg ");
        assertThat(harbour.run("--workspace", "default", "sql", "-e", "SHOW CONNECTIONS")
                        .out())
                .doesNotContain("red");
        harbour.environment.remove("MOORING_STORE");
        harbour.environment.put("MOORING_HOME", home.resolve("house").toString());
        harbour.sql(CREATE_BUOY);
        assertThat(home.resolve("house/connections.db")).exists();
    }

    @Test
    void refusesAmbiguousAndUnreadableSourcesAsWrongUsage() {
        assertThat(harbour.run("sql", "-e", "SHOW CONNECTIONS", "-").code()).isEqualTo(2);
        assertThat(harbour.run("sql", "-f", "no-such-file").err()).contains("no-such-file can not be read");
        assertThat(harbour.run("sql", "-f", "no-such-file").code()).isEqualTo(2);
        assertThat(harbour.run("sql", "--format", "xml", "-e", "x").code()).isEqualTo(2);
        assertThat(harbour.run().code()).isEqualTo(2);
        assertThat(harbour.run("sail").code()).isEqualTo(2);
    }

    @Test
    void printsAStackTraceOnlyWhenAsked() {
        assertThat(harbour.sql("DESC CONNECTION x").err()).doesNotContain("\tat ");
        assertThat(harbour.run("--verbose", "sql", "-e", "DESC CONNECTION x").err())
                .contains("\tat ");
    }

    @Test
    void saysWhatIsWrongWithTheStore() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        Outcome outcome = harbour.run("--store", file.resolve("below").toString(), "sql", "-e", "SHOW CONNECTIONS");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("STORE_UNAVAILABLE: ").doesNotContain("\tat ");
    }

    @Test
    void neitherAtFilesNorTrailingDashesOfStatementsAreInterpreted() {
        assertThat(harbour.run("sql", "-e", "@file").err()).startsWith("SQL_SYNTAX at 1:1");
        assertThat(harbour.run("sql", "-e", "-- a comment\nSHOW CONNECTIONS").code())
                .isZero();
    }
}
