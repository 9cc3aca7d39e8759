package dev.mooring.connection.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go through a process that logs all that the SSH client can say, and are looked for in all it leaves behind, in hexadecimal too. */
class CanaryTest {
    private static final int WINDOW = 6;

    private final KeyPair key = TestSftp.ed25519Key();

    @Test
    void secretsAreFoundNowhereButInSessions(@TempDir Path directory) throws Exception {
        String printed = run(directory);

        assertThat(printed)
                .contains("done", "password reads 1,anchor", "key reads 1,anchor", "PROVOKED by password")
                .contains("CREDENTIAL_REJECTED", "TRACE org.apache.sshd");
    }

    private String run(Path directory) throws Exception {
        Path output = directory.resolve("output");
        Path store = Files.createDirectory(directory.resolve("store"));
        try (TestSftp server = TestSftp.start(TestSftp.ecKey())) {
            server.userKey(key);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                            "-Dorg.slf4j.simpleLogger.log.org.apache.sshd=trace",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CanaryRun.class.getName(),
                            given(directory, server).toString(),
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
            assertNothingLeft(printed + stored(store));
            return printed;
        }
    }

    private void assertNothingLeft(String left) {
        String lower = left.toLowerCase(Locale.ROOT);
        assertThat(canaries()).allSatisfy(canary -> {
            assertThat(left.contains(canary))
                    .as("'%s…' was left behind", canary.substring(0, 6))
                    .isFalse();
        });
        assertThat(Stream.of(TestSftp.PASSWORD, CanaryRun.WRONG).flatMap(CanaryTest::windows))
                .allSatisfy(window -> assertThat(lower.contains(window))
                        .as("%s of a password was left behind", window)
                        .isFalse());
    }

    private List<String> canaries() {
        List<String> canaries = new ArrayList<>();
        for (String secret : List.of(TestSftp.PASSWORD, CanaryRun.WRONG)) {
            canaries.add(secret);
            canaries.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        canaries.add(lineOfKey());
        return canaries;
    }

    private String lineOfKey() {
        String encoded = Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
        return encoded.substring(24, 60);
    }

    /** As a dump of bytes shows them, which breaks lines somewhere. */
    private static Stream<String> windows(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> windows = new ArrayList<>();
        for (int i = 0; i + WINDOW <= bytes.length; i++) {
            windows.add(HexFormat.ofDelimiter(" ").formatHex(bytes, i, i + WINDOW));
        }
        return windows.stream();
    }

    private Path given(Path directory, TestSftp server) throws Exception {
        Properties given = new Properties();
        given.setProperty("names", "password,key");
        for (String name : List.of("password", "key")) {
            given.setProperty(name + ".HOST", "127.0.0.1");
            given.setProperty(name + ".PORT", String.valueOf(server.port()));
            given.setProperty(name + ".USERNAME", TestSftp.USER);
            given.setProperty(name + ".HOST_KEYS", server.hostKey());
        }
        given.setProperty("password.PASSWORD", TestSftp.PASSWORD);
        given.setProperty(
                "key.PRIVATE_KEY",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(key.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Path file = directory.resolve("given");
        try (OutputStream out = Files.newOutputStream(file)) {
            given.store(out, null);
        }
        return file;
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
