package dev.mooring.connection.jdbc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.jdbc.server.WithDatabases;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Passwords go through a process in which all drivers log all they can, and are looked for in all it leaves behind. */
@ExtendWith(WithDatabases.class)
class CanaryTest {
    @Test
    void passwordsAreFoundNowhereButInSessions(Databases databases, @TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Path store = Files.createDirectory(directory.resolve("store"));
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryRun.class.getName(),
                        given(directory, databases).toString(),
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue())
                .as(printed.substring(Math.max(0, printed.length() - 4000)))
                .isZero();
        assertThat(printed).contains("done", "PROVOKED", "CREDENTIAL_REJECTED", "org.mariadb.jdbc", "org.postgresql");
        for (String name : List.of("postgresql", "mariadb", "mysql")) {
            assertThat(printed).contains("session of " + name + " ");
        }
        String left = printed + contents(store) + contents(temporary);
        assertThat(Stream.of(Databases.PASSWORD, CanaryRun.WRONG)
                        .flatMap(secret -> Stream.of(
                                secret,
                                secret.replace("\\", "\\\\"),
                                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))))
                .allSatisfy(canary -> assertThat(left.contains(canary))
                        .as("'%s…' was left behind", canary.substring(0, 6))
                        .isFalse());
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("mooring-trust")))
                    .as("files of trusted certificates")
                    .isEmpty();
        }
    }

    private static Path given(Path directory, Databases databases) throws Exception {
        Properties given = new Properties();
        given.setProperty("names", "postgresql,mariadb,mysql");
        add(
                given,
                "postgresql",
                "127.0.0.1:" + databases.postgres().port() + "/postgres",
                databases.postgres().certificatePem());
        for (String name : List.of("mariadb", "mysql")) {
            add(
                    given,
                    name,
                    "localhost:" + databases.mariaDb().port() + "/ledger",
                    databases.authority().pem());
        }
        Path file = directory.resolve("given");
        try (OutputStream out = Files.newOutputStream(file)) {
            given.store(out, null);
        }
        return file;
    }

    private static void add(Properties given, String name, String place, String authority) {
        given.setProperty(name + ".JDBC_CONNECTION_URL", "jdbc:" + name + "://" + place);
        given.setProperty(name + ".USERNAME", Databases.USER);
        given.setProperty(name + ".PASSWORD", Databases.PASSWORD);
        given.setProperty(name + ".CUSTOM_JDBC_CERT", authority);
        given.setProperty(name + ".SKIP_CUSTOM_JDBC_CERT_VALIDATION", "true");
    }

    private static String contents(Path directory) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
