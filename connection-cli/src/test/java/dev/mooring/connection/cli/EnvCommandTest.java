package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCommandTest {
    private static final String SCOPE = "quay://pier/crates/=READ";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = Harbour.withQuays(home);
    }

    @Test
    void exportsAreQuotedForAShellAndSecretsStayOut() {
        Harbour.Outcome outcome = harbour.run("env", "keyed", "--scope", SCOPE);

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().toList())
                .startsWith("export QUAY_NAME='the pilot'\\''s'", "# export QUAY_TOKEN='****'")
                .hasSize(3);
        assertThat(outcome.out()).contains("# until 20");
    }

    @Test
    void secretsAreExportedWhenAskedFor() {
        assertThat(harbour.run("env", "keyed", "--scope", SCOPE, "--reveal").out())
                .contains("export QUAY_TOKEN='" + HarbourProvider.ISSUED_TOKEN + "'");
    }

    @Test
    void aTerminalIsWarned() {
        Harbour.Outcome outcome = harbour.on(() -> {
                    throw new AssertionError("nothing is asked on it");
                })
                .run("env", "keyed", "--scope", SCOPE, "--reveal");

        assertThat(outcome.err()).contains("scroll-back");
    }

    @Test
    void whatHasNoVariablesSaysSo() {
        Harbour.Outcome outcome = harbour.run("env", "buoy");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("NOT_SUPPORTED: ").contains("mooring vend buoy");
        assertThat(harbour.run("env", "nobody").err()).startsWith("CONNECTION_NOT_FOUND");
    }
}
