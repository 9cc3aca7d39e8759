package dev.mooring.connection.kafka.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.WithKafka;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go through a process that logs at TRACE, Kafka's own loggers too, and are looked for in all it leaves behind. */
@ExtendWith(WithKafka.class)
class CanaryTest {
    private static final String LEVEL = "-Dorg.slf4j.simpleLogger.";

    @Test
    void secretsAreFoundNowhereButInVendedCredentials(TestCluster cluster, @TempDir Path directory) throws Exception {
        Map<String, Map<String, String>> connections = new ClusterConnections(cluster).all();
        int tokensBefore = cluster.tokens().issued().size();
        Path output = directory.resolve("output");
        Path store = Files.createDirectory(directory.resolve("store"));
        Path given = given(directory, connections);
        Process process = start(given, store, output);
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(tail(printed)).isZero();
        assertThat(printed).contains("done", "TRACE org.apache.kafka", "PROVOKED", "CREDENTIAL_REJECTED");
        connections.keySet().forEach(name -> assertThat(printed).contains("cluster of " + name + " "));
        List<String> tokens = cluster.tokens().issued();
        List<String> canaries = canaries(connections, tokens.subList(tokensBefore, tokens.size()));
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(6);
        String left = printed + stored(store);
        assertThat(canaries)
                .allSatisfy(canary -> assertThat(left.contains(canary))
                        .as("'%s…' was left behind: %s", canary.substring(0, 6), around(left, canary))
                        .isFalse());
    }

    private static Process start(Path given, Path store, Path output) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        LEVEL + "defaultLogLevel=trace",
                        LEVEL + "log.org.apache.kafka=trace",
                        LEVEL + "log.kafka=trace",
                        "-Djava.security.krb5.conf=" + System.getProperty("java.security.krb5.conf"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CanaryRun.class.getName(),
                        given.toString(),
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path given(Path directory, Map<String, Map<String, String>> connections) throws Exception {
        Properties given = new Properties();
        given.setProperty("names", String.join(",", connections.keySet()));
        connections.forEach((name, properties) ->
                properties.forEach((property, value) -> given.setProperty(name + "." + property, value)));
        Path file = directory.resolve("given");
        try (OutputStream out = Files.newOutputStream(file)) {
            given.store(out, null);
        }
        return file;
    }

    private static List<String> canaries(Map<String, Map<String, String>> connections, List<String> tokens) {
        List<String> canaries = new ArrayList<>(tokens);
        canaries.add(TestCluster.PASSWORD);
        canaries.add(TestCluster.PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""));
        canaries.add(Base64.getEncoder().encodeToString(TestCluster.PASSWORD.getBytes(StandardCharsets.UTF_8)));
        canaries.add(CanaryRun.WRONG);
        canaries.add(connections
                .get("mutual")
                .get("SSL_KEYSTORE_KEY")
                .lines()
                .toList()
                .get(1));
        canaries.add(connections.get("kerberos").get("SASL_KERBEROS_KEYTAB").substring("base64:".length()));
        return canaries;
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

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4000));
    }

    private static String around(String text, String canary) {
        int at = text.indexOf(canary);
        return at < 0 ? "" : text.substring(Math.max(0, at - 300), at);
    }
}
