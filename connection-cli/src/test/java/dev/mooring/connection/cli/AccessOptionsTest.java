package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.cli.Harbour.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessOptionsTest {
    private static final String CREATE =
            "CREATE STORAGE CONNECTION pier TYPE QUAY ACCESS_ID = 'LTAI5tKqHarbour00001' ACCESS_KEY = 'canary-of-pier'";

    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void appoint() {
        harbour = new Harbour(home);
        harbour.environment.put("MOORING_ADMINISTRATORS", "root, role:platform");
    }

    @Test
    void anAdministratorLetsOthersDoWhatTheyMay() {
        assertThat(as("ann", CREATE).err())
                .startsWith("NOT_AUTHORIZED at 1:27: user ann may not create connection pier")
                .contains("remedy: let an administrator GRANT CREATE CONNECTION ON WORKSPACE default TO USER ann");
        assertThat(as("root", "GRANT CREATE CONNECTION ON WORKSPACE default TO USER ann")
                        .code())
                .isZero();
        assertThat(as("ann", CREATE + "; GRANT USAGE ON CONNECTION pier TO ROLE deck")
                        .code())
                .isZero();

        assertThat(vend("bob").err()).startsWith("NOT_AUTHORIZED: user bob may not vend from connection pier");
        assertThat(vend("bob", "--role", "deck", "--role", "other").code()).isZero();
        harbour.environment.put("MOORING_ROLES", "other, deck");
        assertThat(vend("bob").code()).isZero();
        assertThat(as("bob", "SHOW CONNECTIONS").out()).doesNotContain("pier");
        harbour.environment.put("MOORING_ROLES", "platform");
        assertThat(as("bob", "SHOW CONNECTIONS").out()).contains("pier");
    }

    @Test
    void withoutAnAdministratorAccessIsOpen() {
        harbour.environment.clear();
        assertThat(as("ann", CREATE).code()).isZero();
        assertThat(as("bob", "DROP CONNECTION pier").code()).isZero();
        assertThat(as("bob", "SHOW GRANTS").err()).startsWith("NOT_CONFIGURED").contains("--administrator");
    }

    @Test
    void saysInWhoseNameCommandsRun() throws Exception {
        assertThat(harbour.run("whoami").out())
                .isEqualToNormalizingNewlines(
                        "workspace=default\nuser=ahab\nroles=\naccess=privileges\nadministrator=false\n");
        JsonNode told = new ObjectMapper()
                .readTree(harbour.run("whoami", "--role", "platform", "--role", "a", "--format", "json")
                        .out());
        assertThat(told.toString())
                .isEqualTo("{\"workspace\":\"default\",\"user\":\"ahab\",\"roles\":[\"a\",\"platform\"],"
                        + "\"access\":\"privileges\",\"administrator\":true}");
        assertThat(harbour.run("whoami", "--administrator", "ahab").out()).contains("administrator=true");
        harbour.environment.clear();
        assertThat(harbour.run("whoami").out()).contains("access=open", "administrator=false");
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--role", "--administrator"})
    void aBlankNameIsWrongUsage(String option) {
        assertThat(harbour.run("whoami", option, " ").err()).startsWith(option + ": ");
        assertThat(harbour.run("whoami", option, " ").code()).isEqualTo(2);
    }

    private Outcome as(String user, String statements) {
        return harbour.run("--user", user, "sql", "-e", statements);
    }

    private Outcome vend(String user, String... more) {
        String[] args = new String[7 + more.length];
        String[] start = {"--user", user, "vend", "pier", "--scope", "*", "--reveal"};
        System.arraycopy(start, 0, args, 0, start.length);
        System.arraycopy(more, 0, args, start.length, more.length);
        return harbour.run(args);
    }
}
