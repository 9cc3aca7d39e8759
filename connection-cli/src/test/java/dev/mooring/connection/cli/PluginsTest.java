package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void aFileThatIsNoJarIsNamedAndStopsNoOther() throws IOException {
        PluginJar.lighthouse(home.resolve("plugins"));
        Files.writeString(home.resolve("plugins/cut-off.jar"), "PK and no more");

        Outcome outcome = harbour.run("--plugins", plugins, "sql", "-e", CREATE);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).startsWith("warning: plug-in cut-off.jar ").contains("replace");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void aJarThatAddsNoTypesIsNamed() throws IOException {
        PluginJar.of(home.resolve("plugins/library.jar"), "example/Library.class");

        Outcome outcome = harbour.run("types", "--plugins", plugins);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .isEqualTo("warning: plug-in library.jar has no META-INF/services/"
                        + "dev.mooring.connection.spi.ConnectionProvider: it adds no types\n");
    }

    @Test
    void aJarThatLostItsServicesFileIsToldSo() throws IOException {
        PluginJar.of(home.resolve("plugins/fat.jar"), "META-INF/mooring/lighthouse");

        assertThat(harbour.run("--plugins", plugins, "sql", "-e", "SHOW CONNECTIONS")
                        .err())
                .startsWith("warning: plug-in fat.jar has no META-INF/services/")
                .contains("META-INF/mooring/", "merge");
    }

    @Test
    void aConnectionWithoutItsProviderAsksForThePlugIn() throws IOException {
        PluginJar.lighthouse(home.resolve("plugins"));
        harbour.run("--plugins", plugins, "sql", "-e", CREATE);

        for (List<String> command : List.of(
                List.of("vend", "cape"),
                List.of("vend", "cape", "--scope", "*"),
                List.of("explain", "cape"),
                List.of("test", "cape"),
                List.of("trust", "cape", "--account", "111122223333"),
                List.of("sql", "-e", "TEST CONNECTION cape"))) {
            Outcome outcome = harbour.run(command.toArray(String[]::new));
            assertThat(outcome.code()).as("%s", command).isEqualTo(1);
            assertThat(outcome.err())
                    .as("%s", command)
                    .startsWith("PROVIDER_UNAVAILABLE")
                    .contains("API/LIGHTHOUSE", "--plugins");
        }
    }

    @Test
    void aMissingDirectoryIsWrongUsage() {
        assertThat(harbour.run("types", "--plugins", plugins).code()).isEqualTo(2);
    }
}
