package dev.mooring.connection.tencent.layer;

import static org.assertj.core.api.Assertions.assertThat;

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
        Path store = Files.createDirectory(directory.resolve("store"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-Dorg.slf4j.simpleLogger.log.com.qcloud=trace",
                        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.SimpleLog",
                        "-Dorg.apache.commons.logging.simplelog.defaultlog=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryRun.class.getName(),
                        store.toString(),
                        secrets.toString())
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
        assertThat(printed).contains("done", "TRACE", "AssumeRole", "PROVOKED");
        List<String> canaries = Files.readAllLines(secrets);
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(8).allMatch(canary -> canary.length() >= 16);
        String left = printed + stored(store);
        assertThat(canaries).allSatisfy(canary -> assertThat(left).doesNotContain(canary));
    }

    private static String stored(Path store) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(all).isNotEmpty();
        return all.toString();
    }
}
