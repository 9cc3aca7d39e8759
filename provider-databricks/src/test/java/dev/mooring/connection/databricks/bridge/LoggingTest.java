package dev.mooring.connection.databricks.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.databricks.LakebaseBackend;
import dev.mooring.connection.tck.CanarySecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
    @TempDir
    Path directory;

    @Test
    void noSecretIsLoggedAtAnyLevel() throws Exception {
        Path secrets = directory.resolve("secrets");
        Path log = directory.resolve("log");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-Dorg.slf4j.simpleLogger.log.com.zaxxer.hikari=trace",
                        // what starts the server prints its own statements
                        "-Dorg.slf4j.simpleLogger.log.io.zonky=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggingRun.class.getName(),
                        secrets.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(run.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(log);
        assertThat(run.exitValue()).as(text).isZero();

        assertThat(text)
                .contains(
                        "com.zaxxer.hikari.pool",
                        "org.postgresql",
                        "issued oidc:client_credentials",
                        "CREDENTIAL_REJECTED");
        CanarySecrets canaries = new CanarySecrets();
        canaries.watch(LakebaseBackend.SECRET);
        List<String> issued = Files.readAllLines(secrets);
        assertThat(issued).hasSizeGreaterThan(3).allSatisfy(canaries::watch);
        canaries.assertNotIn("what was logged", text);
    }
}
