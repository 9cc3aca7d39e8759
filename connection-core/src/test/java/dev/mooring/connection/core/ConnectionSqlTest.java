package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.internal.sql.MemoryConnections;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionSqlTest {
    private final MemoryConnections connections = new MemoryConnections();
    private final ConnectionSql sql = ConnectionSql.of(connections, "sales");

    @Test
    void showPrintsThePublishedTableToTheCharacter() {
        connections.at("2025-04-01T08:15:33.901Z");
        sql.execute("CREATE CATALOG CONNECTION hms_catalog_conn TYPE HMS");
        connections.at("2025-03-20T14:22:10.312Z");
        sql.execute("CREATE STORAGE CONNECTION kafka_prod_conn TYPE KAFKA");
        connections.at("2025-05-11T09:36:51.548Z");
        sql.execute("CREATE STORAGE CONNECTION oss_sh_conn_ak TYPE OSS");

        ResultTable shown = sql.execute("SHOW CONNECTIONS;");

        List<List<String>> inPublishedOrder =
                List.of(shown.rows().get(2), shown.rows().get(1), shown.rows().get(0));
        assertThat(shown.rows()).extracting(row -> row.get(0)).isSorted();
        assertThat(ResultTable.of(shown.columns(), inPublishedOrder).toText() + "\n")
                .isEqualTo(resource("show.txt"));
    }

    @Test
    void descPrintsThePublishedTableToTheCharacter() {
        sql.execute("CREATE STORAGE CONNECTION oss_sh_conn_ak TYPE OSS ACCESS_KEY = 's3cr3t'"
                + " ENDPOINT = 'oss-cn-shanghai-internal.aliyuncs.com' ACCESS_ID = 'LTAI5tKqOrdersLanding01'");

        assertThat(sql.execute("DESC CONNECTION oss_sh_conn_ak").toText() + "\n")
                .isEqualTo(resource("desc.txt"));
    }

    @Test
    void createOfARoleConnectionShowsItsExternalId() {
        ResultTable created = sql.execute("CREATE STORAGE CONNECTION lake TYPE S3 ROLE_ARN = 'r'");

        assertThat(created.columns()).containsExactly("info_name", "info_value");
        assertThat(created.rows())
                .containsExactly(
                        List.of("name", "lake"),
                        List.of("type", "S3"),
                        List.of("EXTERNAL_ID", MemoryConnections.EXTERNAL_ID));
        assertThat(created.message()).contains("connection lake created");
        assertThat(created.toText()).endsWith("-+\nconnection lake created");
    }

    @Test
    void createSaysWhatBecameOfATakenName() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3 REGION = 'a'");

        ResultTable present = sql.execute("CREATE STORAGE CONNECTION IF NOT EXISTS lake TYPE S3 REGION = 'b'");
        assertThat(present.message()).contains("connection lake already exists");
        assertThat(sql.execute("DESC CONNECTION lake").rows()).contains(List.of("REGION", "a"));

        ResultTable replaced = sql.execute("CREATE OR REPLACE STORAGE CONNECTION lake TYPE S3 REGION = 'b'");
        assertThat(replaced.message()).contains("connection lake replaced");
        assertThat(sql.execute("DESC CONNECTION lake").rows()).contains(List.of("REGION", "b"));
    }

    @Test
    void createIfNotExistsAndOrReplaceCreateAFreeName() {
        assertThat(sql.execute("CREATE STORAGE CONNECTION IF NOT EXISTS a TYPE S3")
                        .message())
                .contains("connection a created");
        assertThat(sql.execute("CREATE OR REPLACE STORAGE CONNECTION b TYPE S3").message())
                .contains("connection b created");
    }

    @Test
    void descShowsCommentAndExternalIdBeforeTheProperties() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3 ROLE_ARN = 'r' BUCKETS = ['a', 'b'] COMMENT '湖'");

        assertThat(sql.execute("DESC CONNECTION LAKE").rows())
                .extracting(row -> row.get(0))
                .containsExactly(
                        "name",
                        "type",
                        "enabled",
                        "creator",
                        "created_time",
                        "last_modified_time",
                        "COMMENT",
                        "EXTERNAL_ID",
                        "BUCKETS",
                        "ROLE_ARN");
    }

    @Test
    void descExtendedAddsTheRestInAStableOrder() {
        connections.put(failedConnection());
        connections.register("lake", new Dependent("VOLUME", "sales.landing"));

        List<List<String>> rows = sql.execute("DESC CONNECTION EXTENDED lake").rows();

        assertThat(rows.subList(6, rows.size()))
                .containsExactly(
                        List.of("category", "DATABASE"),
                        List.of("state", "FAILED"),
                        List.of("state_reason", "the refresh token was revoked"),
                        List.of("version", "7"),
                        List.of("id", "c-1"),
                        List.of("tag", "team=lake"),
                        List.of("tag", "zone=raw"),
                        List.of("warning", "ENDPOINT is public"),
                        List.of("dependent", "VOLUME sales.landing"));
        assertThat(rows).contains(List.of("type", "LAKEBASE"), List.of("enabled", "DISABLED"));
    }

    @Test
    void dropSaysWhetherThereWasAConnection() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3");

        assertThat(sql.execute("DROP CONNECTION lake").toText()).isEqualTo("connection lake dropped");
        assertThat(sql.execute("DROP CONNECTION IF EXISTS lake").message()).contains("connection lake does not exist");
    }

    @Test
    void alterPatchesEnablesAndDisables() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3");

        assertThat(sql.execute("ALTER CONNECTION lake DISABLE").message()).contains("connection lake disabled");
        assertThat(sql.execute("SHOW CONNECTIONS").rows().get(0)).contains("DISABLED");
        assertThat(sql.execute("ALTER CONNECTION lake ENABLE").message()).contains("connection lake enabled");
        assertThat(sql.execute("ALTER CONNECTION lake SET A = 'x', B = ['y'] COMMENT 'z' UNSET C, COMMENT")
                        .message())
                .contains("connection lake altered");
        assertThat(connections.altered.orElseThrow().comment()).contains("z");
        assertThat(connections.altered.orElseThrow().set())
                .extracting(property ->
                        property.key() + property.values() + property.position().orElseThrow())
                .containsExactly("A[x]1:27", "B[y]1:36");
        assertThat(connections.altered.orElseThrow().unset())
                .extracting(property -> property.key() + property.position().orElseThrow())
                .containsExactly("C1:64", "COMMENT1:67");
    }

    @Test
    void testPrintsEveryStageAndTheOverallOutcome() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3");
        connections.results = List.of(
                result(Stage.RESOLVE, ProbeReport.Outcome.PASSED, Optional.empty()),
                result(Stage.CONNECT, ProbeReport.Outcome.FAILED, Optional.of(ConnectionError.TIMED_OUT)));

        ResultTable tested = sql.execute("TEST CONNECTION lake");

        assertThat(tested.columns()).containsExactly("stage", "target", "outcome", "ms", "detail", "code", "remedy");
        assertThat(tested.rows())
                .containsExactly(
                        List.of("RESOLVE", "s3.example", "PASSED", "12", "found", "", ""),
                        List.of("CONNECT", "s3.example", "FAILED", "12", "found", "TIMED_OUT", "try again"));
        assertThat(tested.message()).contains("test of connection lake: FAILED");
        assertThat(connections.tested.orElseThrow().scope()).isEmpty();
        assertThat(connections.tested.orElseThrow().mode()).isEqualTo(ProbeRequest.Mode.READ_ONLY);
    }

    @Test
    void testHandsOnScopeAndMode() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3");

        sql.execute("TEST CONNECTION lake SCOPE 's3://b/in/=READ', 's3://b/out/=WRITE' WRITE");

        TestOptions options = connections.tested.orElseThrow();
        assertThat(options.scope().orElseThrow().texts()).containsExactly("s3://b/in/=READ", "s3://b/out/=WRITE");
        assertThat(options.mode()).isEqualTo(ProbeRequest.Mode.WRITE);
    }

    @Test
    void failuresOfTheConnectionsPointIntoTheStatement() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE S3");

        assertFailure("CREATE STORAGE CONNECTION\n lake TYPE S3", ConnectionError.NAME_ALREADY_EXISTS, "2:2");
        assertFailure("CREATE STORAGE CONNECTION db\n TYPE MYSQL", ConnectionError.UNKNOWN_TYPE, "2:7");
        assertFailure("DESC CONNECTION none", ConnectionError.CONNECTION_NOT_FOUND, "1:17");
        assertFailure("DROP CONNECTION none", ConnectionError.CONNECTION_NOT_FOUND, "1:17");
        assertFailure("ALTER CONNECTION none ENABLE", ConnectionError.CONNECTION_NOT_FOUND, "1:18");
        assertFailure("TEST CONNECTION none", ConnectionError.CONNECTION_NOT_FOUND, "1:17");
        assertFailure(
                "CREATE STORAGE CONNECTION x TYPE S3\n\tREGION = 'r'\n\tBAD = 'b'",
                ConnectionError.INVALID_PROPERTIES,
                "3:2");
    }

    @Test
    void aQualifierMustBeTheWorkspaceItself() {
        sql.execute("CREATE STORAGE CONNECTION sales.lake TYPE S3");

        assertThat(sql.execute("SHOW CONNECTIONS").rows().get(0).get(0)).isEqualTo("lake");
        assertFailure("DROP CONNECTION other.lake", ConnectionError.INVALID_NAME, "1:17");
        assertThat(sql.execute("DROP CONNECTION `sales`.lake").message()).contains("connection lake dropped");
    }

    @Test
    void warningsOfTheStatementComeWithTheResult() {
        assertThat(sql.execute("CREATE CONNECTION lake TYPE = S3").warnings())
                .containsExactly(
                        "CONNECTION: say the category: API, STORAGE, CATALOG, DATABASE (at 1:8)",
                        "TYPE: write TYPE without '=' (at 1:29)");
    }

    private void assertFailure(String statement, ErrorCode code, String position) {
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> sql.execute(statement));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.position().map(SourcePosition::toString)).contains(position);
    }

    private static ProbeReport.Result result(Stage stage, ProbeReport.Outcome outcome, Optional<ErrorCode> code) {
        Optional<String> remedy = code.map(failed -> "try again");
        return new ProbeReport.Result(
                stage, "s3.example", outcome, Duration.ofMillis(12), "found", Optional.of("req-1"), code, remedy);
    }

    private static Connection failedConnection() {
        Instant time = Instant.parse("2025-01-02T03:04:05.678901Z");
        TypeId type = TypeId.of(ConnectionCategory.DATABASE, "POSTGRESQL").listedAs("LAKEBASE");
        return new Connection(
                new Connection.Identity("c-1", "sales", "lake", type, Optional.empty()),
                PropertyValues.empty(),
                List.of("PASSWORD"),
                new Connection.Status(false, ConnectionState.FAILED, Optional.of("the refresh token was revoked")),
                new Connection.Audit("qiliang", time, time, 7),
                new Connection.Notes(
                        Optional.empty(), Map.of("zone", "raw", "team", "lake"), List.of("ENDPOINT is public")));
    }

    private static String resource(String file) {
        try (InputStream in = ConnectionSqlTest.class.getResourceAsStream("/statements/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
