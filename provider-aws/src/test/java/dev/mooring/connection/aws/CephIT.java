package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A real store outside AWS: radosgw with its own STS, started and stopped here. */
@Tag("ceph")
class CephIT {
    private static final String PORT = "27590";
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:" + PORT);
    private static final String DIRECTORY = new File("target/ceph-it").getAbsolutePath();
    private static final AccessScope ORDERS = AccessScope.read("s3://lake/orders/");

    private static ConnectionLayer layer;
    private static Connections connections;

    @BeforeAll
    static void startCeph() throws Exception {
        run("up.sh", DIRECTORY, PORT);
        layer = layer("AKMOORING", "SKMOORING");
        connections = layer.workspace("sales", "qiliang");
        createConnections(connections);
        try (S3Client owner = client("owner_key", AccessScope.everything())) {
            owner.createBucket(b -> b.bucket("lake"));
            for (String key : List.of("orders/1", "orders-old/1")) {
                owner.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString("rows"));
            }
        }
    }

    @AfterAll
    static void stopCeph() throws Exception {
        if (layer != null) {
            layer.close();
        }
        run("down.sh", DIRECTORY);
    }

    @Test
    void aNarrowedSessionReadsInItsFolderOnly() {
        try (S3Client s3 = client("lake", ORDERS)) {
            assertThat(s3.getObjectAsBytes(b -> b.bucket("lake").key("orders/1"))
                            .asUtf8String())
                    .isEqualTo("rows");
            assertThat(s3.listObjectsV2(b -> b.bucket("lake").prefix("orders/")).contents())
                    .hasSize(1);
            assertDenied(() -> s3.putObject(b -> b.bucket("lake").key("orders/2"), RequestBody.fromString("x")));
            assertDenied(() -> s3.deleteObject(b -> b.bucket("lake").key("orders/1")));
            assertDenied(() -> s3.getObjectAsBytes(b -> b.bucket("lake").key("orders-old/1")));
            assertDenied(() -> s3.listObjectsV2(b -> b.bucket("lake").prefix("orders-old/")));
            assertDenied(() -> s3.listObjectsV2(b -> b.bucket("lake")));
            assertDenied(s3::listBuckets);
        }
    }

    @Test
    void aWritingSessionWritesInPartsAndDeletes() {
        try (S3Client s3 = client("lake", AccessScope.readWrite("s3://lake/orders/"))) {
            String upload = s3.createMultipartUpload(b -> b.bucket("lake").key("orders/big"))
                    .uploadId();
            s3.listParts(b -> b.bucket("lake").key("orders/big").uploadId(upload));
            s3.abortMultipartUpload(b -> b.bucket("lake").key("orders/big").uploadId(upload));
            s3.putObject(b -> b.bucket("lake").key("orders/2"), RequestBody.fromString("x"));
            s3.deleteObject(b -> b.bucket("lake").key("orders/2"));
        }
    }

    @Test
    void aTestPassesAndSaysThatTheScopeIsEnforced() {
        ProbeReport report = connections.test(
                "lake",
                TestOptions.readOnly()
                        .scope(AccessScope.readWrite("s3://lake/orders/"))
                        .withWrite());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(report.results())
                .filteredOn(result -> result.stage() == Stage.SCOPE)
                .extracting(ProbeReport.Result::outcome)
                .containsExactly(Outcome.PASSED);
    }

    @Test
    void aTestOfAKeyPasses() {
        ProbeReport report = connections.test("owner_key", TestOptions.readOnly());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aTestNamesABucketThatIsMissing() {
        ProbeReport report =
                connections.test("lake", TestOptions.readOnly().scope(AccessScope.read("s3://missing/orders/")));
        assertThat(report.failure().orElseThrow().code()).contains(ConnectionError.RESOURCE_NOT_FOUND);
    }

    @Test
    void aKeyIsNeverHandedOutForLessThanEverything() {
        assertThatThrownBy(() -> connections.vend("owner_key", ORDERS))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE));
    }

    @Test
    void aFolderWithAPatternCharacterIsRefused() {
        assertThatThrownBy(() -> connections.vend("lake", AccessScope.read("s3://lake/a*/")))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE));
    }

    @Test
    void anUntrustedIdentityCanNotAssumeTheRole() {
        try (ConnectionLayer other = layer("AKOWNER", "SKOWNER")) {
            Connections foreign = other.workspace("sales", "qiliang");
            createConnections(foreign);
            assertThatThrownBy(() -> foreign.vend("lake", ORDERS))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ConnectionError.ROLE_NOT_ASSUMABLE));
        }
    }

    private static void createConnections(Connections target) {
        target.create(ConnectionDraft.of(ConnectionCategory.STORAGE, "lake", "S3")
                .property("ROLE_ARN", "arn:aws:iam:::role/lake")
                .property("REGION", "us-east-1")
                .property("ENDPOINT", ENDPOINT.toString())
                .property("STS_ENDPOINT", ENDPOINT.toString())
                .build());
        target.create(ConnectionDraft.of(ConnectionCategory.STORAGE, "owner_key", "S3")
                .property("ACCESS_KEY", "AKOWNER")
                .property("SECRET_KEY", "SKOWNER")
                .property("REGION", "us-east-1")
                .property("ENDPOINT", ENDPOINT.toString())
                .build());
    }

    private static ConnectionLayer layer(String keyId, String secret) {
        return ConnectionLayer.inMemory()
                .provider(new AwsProvider())
                .admitIssuer("127.0.0.1")
                .serviceIdentity(Cloud.AWS, () -> new Credential.AccessKey(keyId, Secret.of(secret)))
                .open();
    }

    private static S3Client client(String connection, AccessScope scope) {
        return S3Client.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(MooringCredentialsProvider.of(connections.source(connection, scope)))
                .build();
    }

    private static void assertDenied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    private static void run(String script, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new File("src/test/ceph/" + script).getAbsolutePath());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(new File("target/" + script + ".log"))
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(script).isTrue();
        assertThat(process.exitValue())
                .as("%s, see target/%s.log", script, script)
                .isZero();
    }
}
