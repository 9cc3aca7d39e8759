package dev.mooring.connection.hdfs.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keytab and tokens go through everything in a process that logs at TRACE, and are looked for in all it leaves behind. */
class CanaryTest {
    @Test
    void secretsAreFoundNowhere(@TempDir Path directory) throws Exception {
        HdfsServer cluster = Clusters.secure();
        Path outdated = directory.resolve("outdated-keytab");
        Files.write(outdated, Clusters.kdc().keytabBytes("canary"));
        Clusters.kdc().removePrincipal("canary");
        Path keytab = directory.resolve("the-path-of-a-keytab");
        Files.write(keytab, Clusters.kdc().keytabBytes("canary"));
        Path store = Files.createDirectory(directory.resolve("store"));
        Path secrets = directory.resolve("secrets");

        String printed = ChildJvm.run(
                directory.resolve("output"),
                List.of(
                        "-Djava.security.krb5.conf=" + Clusters.kdc().krb5Conf(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"),
                CanaryRun.class,
                store.toString(),
                secrets.toString(),
                "localhost:" + cluster.port(0) + ",localhost:" + cluster.port(1),
                keytab.toString(),
                outdated.toString());

        assertThat(printed).contains("done", "TRACE", "PROVOKED");
        List<String> canaries = Files.readAllLines(secrets);
        assertThat(canaries).hasSizeGreaterThanOrEqualTo(10).allMatch(canary -> canary.length() >= 16);
        String left = printed + stored(store);
        assertThat(canaries)
                .allSatisfy(
                        canary -> assertThat(left.contains(canary)).as(canary).isFalse());
    }

    private static String stored(Path store) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
