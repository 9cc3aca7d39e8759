package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {
    private static final String CREATE = "CREATE CATALOG CONNECTION red TYPE BUOY ACCESS_KEY = 'canary-\u00fc'";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = new Harbour(home);
    }

    @Test
    void standardInputThatIsNotUtf8IsRefusedBeforeAnythingIsStored() {
        Outcome outcome =
                harbour.typing(CREATE.getBytes(StandardCharsets.ISO_8859_1)).run("sql", "-");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("standard input is not UTF-8 text").doesNotContain("canary");
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @Test
    void standardInputInUtf8KeepsEveryCharacter() {
        assertThat(harbour.typing(CREATE.replace("ACCESS_KEY", "BERTH"))
                        .run("sql", "-")
                        .code())
                .isZero();

        assertThat(harbour.sql("DESC CONNECTION red").out()).contains("canary-\u00fc");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws Exception {
        Path file = Files.write(home.resolve("latin.sql"), CREATE.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(harbour.run("sql", "-f", file.toString()).code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufffd", "\ud83d", "\udc00x"})
    void anArgumentThatTheShellDamagedIsRefused(String damage) {
        Outcome outcome = harbour.sql(CREATE.replace("\u00fc", damage));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("-e: ").contains("use -f").doesNotContain("canary");
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @Test
    void anArgumentMayHoldAnyWholeCharacter() {
        assertThat(harbour.sql(CREATE.replace("\u00fc", "\ud83d\ude00")).code()).isZero();
    }
}
