package dev.mooring.connection.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    Path home;

    private final List<String> results = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void runsStatementsOverSeveralLinesAndGoesOnAfterAFailure() throws IOException {
        type(
                "DESC CONNECTION red;\nCREATE CATALOG CONNECTION red\n  TYPE BUOY;\nDESC\nCONNECTION red;\nexit\nDROP CONNECTION red;\n");

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("CONNECTION_NOT_FOUND at 1:17");
        assertThat(results).hasSize(2);
        assertThat(results.get(0)).contains("connection red created");
        assertThat(results.get(1)).contains("| enabled ");
    }

    @Test
    void aSemicolonInALiteralOrACommentDoesNotEndAStatement() throws IOException {
        type("CREATE CATALOG CONNECTION red TYPE BUOY -- not here;\n COMMENT 'nor; here!'\n;\nDESC CONNECTION red;\n");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(results.get(1)).contains("nor; here!");
    }

    @Test
    void theHistoryIsPrivateAndKeepsNoLiteral() throws IOException {
        type(
                "CREATE CATALOG CONNECTION red TYPE BUOY\nACCESS_KEY = 'canary-typed';\nBROKEN canary-word 'canary;\n;\nSHOW CONNECTIONS;\nexit\n");

        Path history = home.resolve("history");
        assertThat(Files.readString(history))
                .contains("CREATE CATALOG CONNECTION", "ACCESS_KEY = '****';", "SHOW CONNECTIONS;")
                .doesNotContain("canary", "exit");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("canary");
    }

    @Test
    void helpAndEmptyLinesAreNoStatements() throws IOException {
        type("\n  \nhelp\nHELP;\nquit\n");

        assertThat(results).hasSize(2).allSatisfy(text -> assertThat(text).contains("Ctrl-D"));
        assertThat(err.size()).isZero();
    }

    private void type(String lines) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        Failures failures = new Failures(new PrintStream(err, true, StandardCharsets.UTF_8), Failures.Detail.MESSAGE);
        try (ConnectionLayer layer =
                        ConnectionLayer.inMemory().discoverProviders().open();
                Terminal terminal =
                        new DumbTerminal("test", "dumb", in, new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
            Shell.Outlet outlet = new Shell.Outlet(table -> results.add(table.toText()), failures);
            new Shell(layer, layer.workspace("default", "ahab"), layer.sql("default", "ahab"), outlet)
                    .run(terminal, home.resolve("history"));
        }
    }
}
