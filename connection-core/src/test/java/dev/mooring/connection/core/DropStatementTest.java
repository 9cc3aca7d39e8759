package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Dependent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DROP and what DESC tells before it, with connections that use each other. */
class DropStatementTest {
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new FakeProvider()).open();
    private final Connections connections = layer.workspace("sales", "ann");
    private final ConnectionSql sql = layer.sql("sales", "ann");

    @BeforeEach
    void create() {
        sql.execute("CREATE STORAGE CONNECTION lake TYPE DEPOT ENDPOINT = 'h' ROLE_ARN = 'r'");
        sql.execute("CREATE CATALOG CONNECTION hms TYPE VAULT STORAGE_CONNECTION = 'lake'");
        connections.register("lake", new Dependent("VOLUME", "sales.landing"));
        connections.register("hms", new Dependent("EXTERNAL CATALOG", "sales"));
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void cascadeTellsWhatItDroppedAndWhatItLeftWithoutAConnection() {
        ResultTable dropped = sql.execute("DROP CONNECTION Lake CASCADE");

        assertThat(dropped.columns()).containsExactly("kind", "name", "outcome");
        assertThat(dropped.rows())
                .containsExactly(
                        List.of("CONNECTION", "hms", "dropped"),
                        List.of("CONNECTION", "lake", "dropped"),
                        List.of("VOLUME", "sales.landing", "left without connection lake"),
                        List.of("EXTERNAL CATALOG", "sales", "left without connection hms"));
        assertThat(dropped.message())
                .contains("connection lake dropped, and 1 connection that used it; 2 uses by other objects ended");
        assertThat(sql.execute("SHOW CONNECTIONS").rows()).isEmpty();
    }

    @Test
    void cascadeOfWhatNothingUsesDropsThatAlone() {
        sql.execute("CREATE STORAGE CONNECTION pond TYPE DEPOT ENDPOINT = 'h' ROLE_ARN = 'r'");

        ResultTable dropped = sql.execute("drop connection if exists pond cascade;");

        assertThat(dropped.message()).contains("connection pond dropped");
        assertThat(dropped.rows()).containsExactly(List.of("CONNECTION", "pond", "dropped"));
        assertThat(sql.execute("DROP CONNECTION IF EXISTS pond CASCADE").message())
                .contains("connection pond does not exist");
        refused(ConnectionError.CONNECTION_NOT_FOUND, "DROP CONNECTION pond CASCADE");
    }

    @Test
    void restrictIsWhatDropDoesByItself() {
        refused(ConnectionError.CONNECTION_IN_USE, "DROP CONNECTION lake");
        refused(ConnectionError.CONNECTION_IN_USE, "DROP CONNECTION lake RESTRICT");
        refused(ConnectionError.CONNECTION_IN_USE, "DROP CONNECTION IF EXISTS lake RESTRICT");
        connections.unregister("hms", new Dependent("EXTERNAL CATALOG", "sales"));

        assertThat(sql.execute("DROP CONNECTION hms RESTRICT").message()).contains("connection hms dropped");
    }

    @Test
    void descExtendedShowsWhatCascadeWouldTake() {
        sql.execute("CREATE DATABASE CONNECTION base TYPE LINK");
        sql.execute("CREATE DATABASE CONNECTION left TYPE LINK NEXT = 'base'");
        sql.execute("CREATE DATABASE CONNECTION up TYPE LINK NEXT = 'left'");
        connections.register("up", new Dependent("VOLUME", "v"));
        connections.register("base", new Dependent("VOLUME", "v"));

        assertThat(dependents("lake"))
                .containsExactly("CONNECTION hms", "CONNECTION hms > EXTERNAL CATALOG sales", "VOLUME sales.landing");
        assertThat(dependents("base"))
                .containsExactly(
                        "CONNECTION left",
                        "CONNECTION left > CONNECTION up",
                        "CONNECTION left > CONNECTION up > VOLUME v",
                        "VOLUME v");
        assertThat(dependents("up")).containsExactly("VOLUME v");
    }

    private List<String> dependents(String name) {
        return sql.execute("DESC CONNECTION EXTENDED " + name).rows().stream()
                .filter(row -> row.get(0).equals("dependent"))
                .map(row -> row.get(1))
                .toList();
    }

    private void refused(ConnectionError code, String statement) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> sql.execute(statement))
                .matches(e -> e.code() == code)
                .matches(e -> e.position().isPresent());
    }
}
