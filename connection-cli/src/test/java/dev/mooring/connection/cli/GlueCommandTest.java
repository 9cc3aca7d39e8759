package dev.mooring.connection.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.cli.Harbour.Outcome;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

class GlueCommandTest {
    private static final String SECRET = "canary-endpoint-secret";

    @TempDir
    private Path home;

    @Test
    void servesTheStoreToClientsOfGlue() throws Exception {
        Path keys = keys("rw-------");
        PipedInputStream printed = new PipedInputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Optional.empty(),
                new Surroundings.Host(Map.of(), home, "ahab"));
        Thread command = new Thread(
                () -> Mooring.run(surroundings, "glue", "--port", "0", "--keys", keys.toString()), "glue-command");
        command.setDaemon(true);
        command.start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
                GlueClient glue = client(URI.create(lines.readLine()))) {
            glue.createConnection(request -> request.connectionInput(input -> input.name("lan")
                    .connectionType("NETWORK")
                    .connectionPropertiesWithStrings(Map.of())
                    .physicalConnectionRequirements(where -> where.subnetId("s"))));
            assertThat(new Harbour(home)
                            .run("sql", "-e", "DESC CONNECTION EXTENDED lan", "--workspace", "sales")
                            .out())
                    .contains("lan", "qiliang");
        } finally {
            command.interrupt();
            command.join();
        }
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws IOException {
        Outcome refused = new Harbour(home)
                .run("glue", "--port", "0", "--keys", keys("rw-r--r--").toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("chmod 600").doesNotContain("canary");
    }

    @Test
    void whatIsMissingOrUnsafeIsSaid() throws IOException {
        Harbour harbour = new Harbour(home);

        assertThat(harbour.run("glue").code()).isEqualTo(2);
        assertThat(harbour.run("glue", "--port", "99999").code()).isEqualTo(2);
        assertThat(harbour.run("glue", "--port", "0").err()).contains("no access keys");
        assertThat(harbour.run(
                                "glue",
                                "--port",
                                "0",
                                "--keys",
                                keys("rw-------").toString(),
                                "--listen",
                                "0.0.0.0")
                        .err())
                .contains("in clear");
        harbour.environment.put("MOORING_GLUE_ACCESS_KEY_ID", "AKIAEXAMPLE");
        assertThat(harbour.run("glue", "--port", "0").code()).isEqualTo(2);
    }

    private Path keys(String permissions) throws IOException {
        Path file = Files.writeString(
                home.resolve("keys-" + permissions), "# keys\nAKIAEXAMPLE " + SECRET + " sales qiliang\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static GlueClient client(URI endpoint) {
        return GlueClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", SECRET)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
