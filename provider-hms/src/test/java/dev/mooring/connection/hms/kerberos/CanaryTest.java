package dev.mooring.connection.hms.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.hms.Metastores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go through everything in a process that logs at TRACE, and are looked for in all that it leaves behind. */
class CanaryTest {
    @Test
    void secretsAreFoundNowhereButInVendedCredentials(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Path secrets = directory.resolve("secrets");
        Path given = directory.resolve("given");
        Path store = Files.createDirectory(directory.resolve("store"));
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (KerberosMetastore kerberos = new KerberosMetastore()) {
            Files.write(
                    given,
                    List.of(
                            Metastores.password().uri(),
                            Metastores.PASSWORD,
                            kerberos.server().uri(),
                            kerberos.kdc().krb5Conf().toString(),
                            kerberos.keytab()));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "-Djava.io.tmpdir=" + temporary,
                            "-cp",
                            System.getProperty("java.class.path"),
                            CanaryRun.class.getName(),
                            store.toString(),
                            secrets.toString(),
                            given.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            String printed = Files.readString(output);
            assertThat(process.exitValue()).as(printed).isZero();
            assertThat(printed).contains("done", "TRACE", "PROVOKED", "get_delegation_token", "default");
            List<String> canaries = Files.readAllLines(secrets);
            assertThat(canaries).hasSizeGreaterThanOrEqualTo(4).allMatch(canary -> canary.length() >= 16);
            String left = printed + all(store) + all(temporary);
            assertThat(canaries).allSatisfy(canary -> assertThat(left).doesNotContain(canary));
        }
    }

    private static String all(Path directory) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
