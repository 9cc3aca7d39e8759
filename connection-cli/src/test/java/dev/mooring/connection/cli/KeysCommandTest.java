package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void makeConnections() {
        harbour = Harbour.withQuays(home);
    }

    @Test
    void addsRotatesVerifiesAndRetires() {
        String first = id(harbour.run("keys", "list").out());
        assertThat(done("keys", "add").out()).startsWith("added key K");
        assertThat(done("keys", "rotate", "--dry-run").out()).startsWith("would put 3 connections under key K");
        assertThat(harbour.run("keys", "retire", first).err()).contains("CONNECTION_IN_USE");
        assertThat(done("keys", "rotate").out()).startsWith("put 3 connections under key K");
        assertThat(done("keys", "verify").out()).contains("3 of 3 connections open");
        assertThat(done("keys", "retire", first).out()).contains("retired key " + first);
        assertThat(done("keys", "list", "--format", "json").out()).contains("\"state\" : \"RETIRED\"");
        assertThat(done("audit", "--keys").out())
                .contains("ADD_KEY", "ROTATE_KEY", "RETIRE_KEY", first, "ahab")
                .doesNotContain("CREATE");
    }

    @Test
    void aKeyringInAVariableOpensAndIsNotChanged() throws Exception {
        Path file = home.resolve(".mooring/keyring.json");
        harbour.environment.put("RING", Files.readString(file));
        Files.delete(file);

        assertThat(harbour.run("keys", "verify").code()).isEqualTo(1);
        assertThat(done("keys", "verify", "--keyring", "env:RING").out()).contains("3 of 3");
        assertThat(harbour.run("keys", "add", "--keyring", "env:RING").err()).contains("NOT_SUPPORTED", "RING");
        assertThat(file).doesNotExist();
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(harbour.run("keys").code()).isEqualTo(2);
        assertThat(harbour.run("keys", "encrypt").code()).isEqualTo(2);
        assertThat(harbour.run("keys", "list", "--keyring", "kms:lake").err()).contains("not the ARN of a KMS key");
    }

    private Outcome done(String... args) {
        Outcome outcome = harbour.run(args);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.all()).doesNotContain(Harbour.SECRET);
        return outcome;
    }

    private static String id(String listed) {
        return listed.substring(0, listed.indexOf(' '));
    }
}
