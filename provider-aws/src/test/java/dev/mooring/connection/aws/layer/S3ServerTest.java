package dev.mooring.connection.aws.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 connections against a real server that verifies signatures. */
class S3ServerTest {
    private static final AccessScope LOCATION = AccessScope.read("s3://orders/2026/");

    private static S3Server server;

    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new AwsProvider()).open();
    private final Connections connections = layer.workspace("sales", "ann");

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start();
        server.createBucket("orders");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void theRightKeyPassesAndItsCredentialIsUsedThroughTheBridge() {
        create(S3Server.KEY_ID, S3Server.SECRET, server.endpoint());
        assertThat(connections.test("c", TestOptions.readOnly()).outcome()).isEqualTo(Outcome.PASSED);
        try (S3Client client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(MooringCredentialsProvider.of(connections.source("c", AccessScope.everything())))
                .build()) {
            client.putObject(put -> put.bucket("orders").key("2026/a"), RequestBody.fromString("hello"));
            assertThat(client.getObjectAsBytes(get -> get.bucket("orders").key("2026/a"))
                            .asUtf8String())
                    .isEqualTo("hello");
        }
    }

    @Test
    void aLocationIsLookedAtThoughTheStoreCannotNarrow() {
        create(S3Server.KEY_ID, S3Server.SECRET, server.endpoint());
        ProbeReport report = connections.test("c", TestOptions.readOnly().scope(LOCATION));
        assertThat(at(report, Stage.OPERATE).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(at(report, Stage.SCOPE).outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.vend("c", LOCATION))
                .matches(e -> e.code() == ConnectionError.SCOPE_NOT_ENFORCEABLE);
    }

    @Test
    void writesOneObjectAndRemovesItOnlyWhenAsked() {
        create(S3Server.KEY_ID, S3Server.SECRET, server.endpoint());
        AccessScope scope = AccessScope.readWrite("s3://orders/probe/");
        ProbeReport dry = connections.test("c", TestOptions.readOnly().scope(scope));
        assertThat(dry.results()).anyMatch(r -> r.target().startsWith("write") && r.outcome() == Outcome.SKIPPED);
        ProbeReport wet =
                connections.test("c", TestOptions.readOnly().scope(scope).withWrite());
        assertThat(wet.results())
                .anyMatch(r -> r.target().startsWith("write")
                        && r.outcome() == Outcome.PASSED
                        && r.detail().contains("removed"));
    }

    @Test
    void aWrongSecretIsRejected() {
        create(S3Server.KEY_ID, "another-secret", server.endpoint());
        assertFails(Stage.AUTHENTICATE, ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void anUnknownKeyIsRejected() {
        create("AKIANOBODYKNOWSTHIS1", S3Server.SECRET, server.endpoint());
        assertFails(Stage.AUTHENTICATE, ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void aMissingBucketIsNamed() {
        create(S3Server.KEY_ID, S3Server.SECRET, server.endpoint());
        ProbeReport report =
                connections.test("c", TestOptions.readOnly().scope(AccessScope.read("s3://no-such-bucket/x/")));
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.code()).contains(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure.target() + failure.detail()).contains("no-such-bucket");
    }

    @Test
    void anUnreachableHostIsFoundBeforeAnyCredentialIsSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        create(S3Server.KEY_ID, S3Server.SECRET, URI.create("http://127.0.0.1:" + free));
        assertFails(Stage.CONNECT, ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void aMetadataAddressIsRefused() {
        create(S3Server.KEY_ID, S3Server.SECRET, URI.create("http://169.254.169.254"));
        assertFails(Stage.RESOLVE, ConnectionError.EGRESS_REFUSED);
    }

    private void assertFails(Stage stage, ConnectionError code) {
        ProbeReport report = connections.test("c", TestOptions.readOnly());
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.stage()).isEqualTo(stage);
        assertThat(failure.code()).contains(code);
        assertThat(failure.remedy()).isPresent();
        assertThat(report.toString()).doesNotContain(S3Server.SECRET, "another-secret");
    }

    private static ProbeReport.Result at(ProbeReport report, Stage stage) {
        return report.results().stream()
                .filter(result -> result.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    private void create(String keyId, String secret, URI endpoint) {
        connections.create(ConnectionDraft.of("c", "S3")
                .property("ENDPOINT", endpoint.toString())
                .property("REGION", "eu-west-1")
                .property("ACCESS_KEY", keyId)
                .property("SECRET_KEY", secret)
                .build());
    }
}
