package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingsTest {
    @TempDir
    Path home;

    private Harbour harbour;

    @BeforeEach
    void anchor() {
        harbour = new Harbour(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--store",
                "--cloud",
                "--region",
                "--account",
                "--workspace",
                "--user",
                "--plugins",
                "--files",
                "--endpoint",
                "--admit-address",
                "--admit-issuer"
            })
    void aBlankOptionIsWrongUsageThatNamesIt(String option) {
        for (String blank : new String[] {"", "  "}) {
            Outcome outcome = harbour.run(option, blank, "sql", "-e", "SHOW CONNECTIONS");

            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).startsWith(option + ": ");
        }
        assertThat(home.resolve(".mooring")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOORING_STORE",
                "MOORING_HOME",
                "MOORING_CLOUD",
                "MOORING_REGION",
                "MOORING_ACCOUNT",
                "MOORING_WORKSPACE",
                "MOORING_USER",
                "MOORING_PLUGINS"
            })
    void aBlankVariableIsAsGoodAsNone(String variable) {
        harbour.environment.put(variable, " ");

        assertThat(harbour.sql("CREATE CATALOG CONNECTION red TYPE BUOY").code())
                .isZero();
        assertThat(home.resolve(".mooring/connections.db")).exists();
        assertThat(harbour.sql("DESC CONNECTION default.red").out()).contains("| ahab ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "metadata.example", "169.254.169.256", "169.254.169", "fe80::zz", "1:2"})
    void anAdmittedAddressMustBeAnAddress(String text) {
        Outcome outcome = harbour.run("types", "--admit-address", text);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("--admit-address: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254"})
    void anAddressOfEitherFamilyIsAdmitted(String text) {
        assertThat(harbour.run("types", "--admit-address", text).code()).isZero();
    }

    @Test
    void anAdmittedAddressIsReadInAnySpelling() {
        Settings.Reader reader = new Settings.Reader(
                new CommandLine(CommandSpec.create()), new Surroundings.Host(harbour.environment, home, "ahab"));

        assertThat(reader.addresses(List.of("FD00:EC2::254"))).containsExactly("fd00:ec2:0:0:0:0:0:254");
    }
}
