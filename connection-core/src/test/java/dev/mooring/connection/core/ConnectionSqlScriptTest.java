package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.ConnectionSql.Checked;
import dev.mooring.connection.core.ConnectionSql.Verb;
import dev.mooring.connection.core.internal.sql.MemoryConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionSqlScriptTest {
    private final MemoryConnections connections = new MemoryConnections();
    private final ConnectionSql sql = ConnectionSql.of(connections, "sales");
    private final List<ResultTable> results = new ArrayList<>();

    @Test
    void aScriptHandsOutEachResultBeforeTheNextStatementRuns() {
        List<Integer> presentAtEachResult = new ArrayList<>();

        sql.run(
                "CREATE STORAGE CONNECTION a TYPE S3; -- one\nCREATE STORAGE CONNECTION b TYPE S3;",
                result -> presentAtEachResult.add(connections.list().size()));

        assertThat(presentAtEachResult).containsExactly(1, 2);
    }

    @Test
    void aScriptStopsAtTheFirstFailureAndKeepsWhatRan() {
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class,
                () -> sql.run(
                        "CREATE STORAGE CONNECTION a TYPE S3;\nDESC CONNECTION none;\nDROP CONNECTION a;",
                        results::add));

        assertThat(failure.position().orElseThrow()).hasToString("2:17");
        assertThat(results).extracting(ResultTable::message).containsExactly(Optional.of("connection a created"));
        assertThat(connections.find("a")).isPresent();
    }

    @Test
    void aScriptStopsAtAStatementThatCanNotBeRead() {
        assertThatThrownBy(() -> sql.run("CREATE STORAGE CONNECTION a TYPE S3; CREATE TABLE t", results::add))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("not about a CONNECTION");
        assertThat(results).hasSize(1);
    }

    @Test
    void aScriptWithoutAStatementIsRefused() {
        assertThatThrownBy(() -> sql.run(" -- nothing\n", results::add)).isInstanceOf(ConnectionException.class);
        assertThat(ConnectionSql.check(";", draft -> List.of()))
                .as("a check has a line for it")
                .singleElement()
                .matches(checked -> checked.failure().isPresent());
    }

    @Test
    void aCheckReportsEveryStatementAlsoBehindABrokenOne() {
        List<Checked> checked = check("""
                CREATE STORAGE CONNECTION a TYPE S3
                  SECRET_KEY = 'not closed;
                SHOW CONNECTIONS;
                DESC CONNECITON a; DROP CONNECTION a;
                ALTER CONNECTION a ENABLE; TEST CONNECTION a; CREATE API CONNECTION b TYPE = FN""");

        assertThat(checked)
                .extracting(each -> each.position().toString())
                .containsExactly("1:1", "3:1", "4:1", "4:20", "5:1", "5:28", "5:47");
        assertThat(checked)
                .extracting(Checked::verb)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(Verb.SHOW),
                        Optional.empty(),
                        Optional.of(Verb.DROP),
                        Optional.of(Verb.ALTER),
                        Optional.of(Verb.TEST),
                        Optional.of(Verb.CREATE));
        assertThat(checked)
                .extracting(each -> each.failure()
                        .map(failure -> failure.position().orElseThrow().toString())
                        .orElse(""))
                .containsExactly("2:16", "", "4:6", "", "", "", "");
        assertThat(checked.get(6).warnings()).hasSize(1);
    }

    @Test
    void aCheckRunsNothing() {
        check("CREATE STORAGE CONNECTION a TYPE S3; DROP CONNECTION a");

        assertThat(connections.list()).isEmpty();
    }

    @Test
    void aCheckReportsWhatTheDraftCheckThrowsAtTheTypeAndGoesOn() {
        List<Checked> checked =
                ConnectionSql.check("CREATE DATABASE CONNECTION a TYPE MYSQL;\nSHOW CONNECTIONS", draft -> {
                    throw new ConnectionException(ConnectionError.UNKNOWN_TYPE, "no type " + draft.type());
                });

        assertThat(checked.get(0).verb()).contains(Verb.CREATE);
        assertThat(checked.get(0).failure().orElseThrow().position().orElseThrow())
                .hasToString("1:35");
        assertThat(checked.get(1).failure()).isEmpty();
    }

    @Test
    void aCheckSeparatesErrorsAndWarningsOfTheDraft() {
        Checked checked = ConnectionSql.check(
                        "CREATE STORAGE CONNECTION a TYPE S3\nREGION = 'r'\nKEY = 'k'",
                        ConnectionSqlScriptTest::oneErrorAndOneWarning)
                .get(0);

        ConnectionException failure = checked.failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(ConnectionError.UNKNOWN_REGION);
        assertThat(failure.position().orElseThrow()).hasToString("2:1");
        assertThat(failure.violations()).hasSize(2);
        assertThat(checked.warnings()).extracting(Violation::property).containsExactly("KEY");
    }

    private static List<Violation> oneErrorAndOneWarning(ConnectionDraft draft) {
        return List.of(
                Violation.warning("KEY", Violation.Reason.CONFLICT, "use a role")
                        .at(draft.properties().get(1).position()),
                Violation.error("REGION", Violation.Reason.MALFORMED, "a region")
                        .under(ConnectionError.UNKNOWN_REGION)
                        .at(draft.properties().get(0).position()));
    }

    private static List<Checked> check(String script) {
        return ConnectionSql.check(script, draft -> List.of());
    }
}
