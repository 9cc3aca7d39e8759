package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private static final String CREATE = "CREATE API CONNECTION cape TYPE LIGHTHOUSE LAMP = 'canary-lamp'";

    @TempDir
    Path home;

    private Harbour harbour;
    private String plugins = "";

    @BeforeEach
    void anchor() {
        harbour = new Harbour(home);
        plugins = home.resolve("plugins").toString();
    }

    @Test
    void aProviderBuiltApartIsUsedFromSql() throws IOException {
        PluginJar.lighthouse(home.resolve("plugins"));

        assertThat(harbour.sql(CREATE).err()).startsWith("UNKNOWN_TYPE at 1:33: ");
        assertThat(harbour.run("--plugins", plugins, "sql", "-e", CREATE).code())
                .isZero();
        assertThat(harbour.run("vend", "cape", "--reveal", "--plugins", plugins).out())
                .startsWith("type=Bearer\ntoken=canary-lamp\n");
    }

    @Test
    void aTestThatTriesNothingIsUnverified() throws IOException {
        PluginJar.lighthouse(home.resolve("plugins"));
        harbour.environment.put("MOORING_PLUGINS", plugins);
        harbour.sql(CREATE);

        Outcome outcome = harbour.run("test", "cape");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).startsWith("cape: UNVERIFIED");
    }

    @Test
    void whatIsStoredStaysVisibleWithoutItsProvider() throws IOException {
        PluginJar.lighthouse(home.resolve("plugins"));
        harbour.run("--plugins", plugins, "sql", "-e", CREATE);

        assertThat(harbour.sql("DESC CONNECTION cape").out()).contains("LIGHTHOUSE");
        assertThat(harbour.run("vend", "cape").code()).isEqualTo(1);
    }

    @Test
    void aBrokenProviderIsNamedAndStopsNoOther() throws IOException {
        PluginJar.broken(home.resolve("plugins"));

        Outcome outcome = harbour.run("types", "--plugins", plugins);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("QUAY");
        assertThat(outcome.err()).startsWith("warning: provider ").contains("example.missing.MissingProvider");
    }

    @Test
    void aMissingDirectoryIsWrongUsage() {
        assertThat(harbour.run("types", "--plugins", plugins).code()).isEqualTo(2);
    }
}
