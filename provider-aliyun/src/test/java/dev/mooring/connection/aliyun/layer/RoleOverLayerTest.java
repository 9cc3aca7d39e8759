package dev.mooring.connection.aliyun.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.tea.okhttp.ClientHelper;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.aliyun.AliyunProvider;
import dev.mooring.connection.aliyun.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aliyun.AliyunEmulator;
import dev.mooring.connection.tck.emulator.aliyun.AliyunRole;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From SQL to a scoped session, against the emulators of STS, OSS and Function Compute. */
class RoleOverLayerTest {
    private static final String OURS = "1384322691904283";
    private static final String THEIRS = "1222808864467016";
    private static final String ROLE = "acs:ram::" + THEIRS + ":role/CzUDFRole";
    private static final AccessScope READ = AccessScope.read("oss://orders/2026/");

    private final AliyunEmulator aliyun = AliyunEmulator.start();
    private final Credential.AccessKey platform = aliyun.account(OURS).createUser("platform", RamPolicy.everything());
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AliyunProvider())
            .deployment(Deployment.in(Cloud.ALIYUN, "cn-shanghai", OURS))
            .serviceIdentity(Cloud.ALIYUN, () -> platform)
            .endpointOverride("sts", aliyun.endpoint())
            .endpointOverride("oss", aliyun.endpoint())
            .endpointOverride("oss-internal", aliyun.endpoint())
            .endpointOverride("sts-vpc", aliyun.endpoint())
            .endpointOverride("fc", aliyun.endpoint())
            .open();
    private final Connections connections = layer.workspace("sales", "qiliang");

    @BeforeEach
    void createRoleConnection() {
        layer.sql("sales", "qiliang")
                .execute("CREATE STORAGE CONNECTION orders TYPE OSS REGION = 'cn-shanghai' ROLE_ARN = '" + ROLE + "'");
        aliyun.oss().createBucket(aliyun.account(THEIRS), "orders", "cn-shanghai");
        aliyun.oss().put("orders", "2026/a.csv", "anchors");
        aliyun.oss().put("orders", "2025/b.csv", "bollards");
    }

    @AfterEach
    void close() {
        layer.close();
        aliyun.close();
    }

    @Test
    void whatExplainPrintsIsWhatTheIssuerReceives() {
        trust(externalId());
        Explanation explanation = connections.explain("orders", READ);
        assertThat(aliyun.received()).as("explain calls nobody").isEmpty();
        connections.vend("orders", READ);
        ReceivedCall call = aliyun.received("AssumeRole").get(0);
        assertThat(call.parameter("RoleArn")).contains(field(explanation, "roleArn"));
        assertThat(call.parameter("RoleSessionName")).contains(field(explanation, "sessionName"));
        assertThat(call.parameter("ExternalId"))
                .contains(field(explanation, "externalId"))
                .contains(externalId());
        assertThat(call.parameter("DurationSeconds")).contains(field(explanation, "durationSeconds"));
        assertThat(call.parameter("Policy")).contains(field(explanation, "policy"));
    }

    @Test
    void aLiveClientOfTheSdkCarriesTheSessionTokenAndStaysInItsLocation() throws Exception {
        trust(externalId());
        CredentialSource source = connections.source("orders", READ);
        MooringCredentialsProvider provider = MooringCredentialsProvider.of(source);
        Credentials signing = provider.getCredentials();
        Credential.Session session = (Credential.Session) source.get();
        assertThat(signing.securityToken()).isEqualTo(session.sessionToken().reveal());
        try (OSSClient client = client(provider)) {
            assertThat(read(client, "2026/a.csv")).isEqualTo("anchors");
            assertThat(client.listObjectsV2(listing("2026/")).contents()).hasSize(1);
            refused(() -> read(client, "2025/b.csv"));
            refused(() -> client.listObjectsV2(listing("2025/")));
            refused(() -> client.listObjectsV2(listing("")));
            refused(() -> client.putObject(PutObjectRequest.newBuilder()
                    .bucket("orders")
                    .key("2026/a.csv")
                    .body(BinaryData.fromString("overwritten"))
                    .build()));
        }
        assertThat(aliyun.received("AssumeRole"))
                .as("one session serves all requests")
                .hasSize(1);
        assertThat(provider.toString()).contains("orders").doesNotContain(signing.accessKeySecret());
    }

    @Test
    void aTestPassesOnceTheRoleTrustsTheExternalIdAndOnlyThen() {
        TestOptions options = TestOptions.readOnly().scope(READ);
        trust("another-external-id");
        ProbeReport.Result failure =
                connections.test("orders", options).failure().orElseThrow();
        assertThat(failure.code()).contains(ConnectionError.ROLE_NOT_ASSUMABLE);
        assertThat(failure.remedy().orElseThrow()).contains(externalId(), "acs:ram::" + OURS + ":root");
        trust(externalId());
        ProbeReport passed = connections.test("orders", options);
        assertThat(passed.outcome()).as(passed.toString()).isEqualTo(Outcome.PASSED);
        assertThat(aliyun.writes()).isZero();
    }

    @Test
    void aWritingTestRemovesWhatItWrote() {
        trust(externalId());
        ProbeReport report = connections.test(
                "orders",
                TestOptions.readOnly()
                        .scope(AccessScope.readWrite("oss://orders/2026/"))
                        .withWrite());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(aliyun.writes()).isEqualTo(2);
        assertThat(aliyun.oss().keys("orders")).containsExactly("2025/b.csv", "2026/a.csv");
    }

    @Test
    void aRoleThatTrustsAnyExternalIdIsWarnedOf() {
        aliyun.account(THEIRS)
                .putRole(AliyunRole.of(
                        "czudfrole", RamPolicy.trust(aliyun.account(OURS).rootArn()), RamPolicy.everything()));
        ProbeReport report = connections.test("orders", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.results())
                .anyMatch(result -> result.outcome() == Outcome.WARNING
                        && result.remedy().orElse("").contains("ExternalId"));
    }

    @Test
    void theDocumentsToPasteLetExactlyThisDeploymentIn() {
        TrustDocuments guide = connections.trustPolicy("orders");
        String trust = guide.documents().get(0).text();
        assertThat(trust).contains("acs:ram::" + OURS + ":root", externalId(), "sts:AssumeRole", "\"1\"");
        String bucket = guide.documents().get(1).text().replace("your-bucket", "orders");
        assertThat(bucket).contains("\"acs:oss:*:*:orders\"", "\"acs:oss:*:*:orders/*\"");
        aliyun.account(THEIRS)
                .putRole(AliyunRole.of("czudfrole", RamPolicy.parseTrust(trust), RamPolicy.parse(bucket)));
        ProbeReport report = connections.test("orders", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(guide.steps()).anyMatch(step -> step.contains(OURS)).anyMatch(step -> step.contains(externalId()));
    }

    @Test
    void aFunctionConnectionIsTestedAndNarrowedToOneFunction() {
        layer.sql("sales", "qiliang")
                .execute("CREATE API CONNECTION fn TYPE CLOUD_FUNCTION PROVIDER = 'aliyun' REGION = 'cn-shanghai'"
                        + " ROLE_ARN = '" + ROLE + "' CODE_BUCKET = 'orders' NAMESPACE = 'default'");
        aliyun.fc().createFunction(aliyun.account(THEIRS), "resize", "cn-shanghai", "{\"ok\":true}");
        TrustDocuments guide = connections.trustPolicy("fn");
        assertThat(guide.documents().get(2).text()).contains("fc:*", "ram:PassRole", "fc.aliyuncs.com");
        trust(connections.require("fn").externalId().orElseThrow());
        ProbeReport report = connections.test("fn", TestOptions.readOnly());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        AccessScope resize = AccessScope.invoke("fc://resize");
        assertThat(field(connections.explain("fn", resize), "policy"))
                .contains("acs:fc:cn-shanghai:" + THEIRS + ":functions/resize");
        assertThat(connections.vend("fn", resize)).isInstanceOf(Credential.Session.class);
    }

    @Test
    void autoTakesTheInternalAddressWhereItCanBeReachedAndSaysSo() {
        layer.sql("sales", "qiliang")
                .execute(
                        "CREATE STORAGE CONNECTION either TYPE OSS REGION = 'cn-shanghai' NETWORK = 'auto' ROLE_ARN = '"
                                + ROLE + "'");
        trust(connections.require("either").externalId().orElseThrow());
        ProbeReport report = connections.test("either", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(report.results()).anyMatch(result -> result.detail().contains("internal address can be reached"));
    }

    @Test
    void aKeyIsVendedForEverythingAndNeverForALocation() {
        Credential.AccessKey key = aliyun.account(THEIRS).createUser("loader", RamPolicy.everything());
        layer.sql("sales", "qiliang")
                .execute(
                        "CREATE STORAGE CONNECTION keyed TYPE OSS ENDPOINT = 'oss-cn-shanghai.aliyuncs.com' ACCESS_ID = '"
                                + key.accessKeyId() + "' ACCESS_KEY = '"
                                + key.accessKeySecret().reveal() + "'");
        assertThat(connections.vend("keyed", AccessScope.everything())).isEqualTo(key);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.vend("keyed", READ))
                .matches(e -> e.code() == ConnectionError.SCOPE_NOT_ENFORCEABLE
                        && e.remedy().contains("ROLE_ARN"));
        ProbeReport report = connections.test("keyed", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void aDroppedConnectionLeavesNoOpenSocketAndNoReaperAndDisturbsNobody() {
        trust(externalId());
        connections.vend("orders", READ);
        String host = "127.0.0.1:" + aliyun.endpoint().getPort();
        assertThat(ClientHelper.clients.get(host).connectionPool().connectionCount())
                .isPositive();
        connections.drop("orders");
        assertThat(ClientHelper.clients.get(host).connectionPool().connectionCount())
                .isZero();
        createRoleConnection();
        trust(externalId());
        assertThat(connections.vend("orders", READ)).isInstanceOf(Credential.Session.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("idle-connection-reaper"));
    }

    @Test
    void withoutAnIdentityOfItsOwnALayerAssumesNoRole() {
        try (ConnectionLayer poor = ConnectionLayer.inMemory()
                .provider(new AliyunProvider())
                .endpointOverride("sts", aliyun.endpoint())
                .open()) {
            poor.sql("w", "u")
                    .execute("CREATE STORAGE CONNECTION orders TYPE OSS REGION = 'cn-shanghai' ROLE_ARN = '" + ROLE
                            + "'");
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> poor.workspace("w", "u").vend("orders", READ))
                    .matches(e -> e.code() == ConnectionError.NOT_CONFIGURED);
        }
        assertThat(aliyun.received()).isEmpty();
    }

    private String externalId() {
        return connections.require("orders").externalId().orElseThrow();
    }

    private void trust(String externalId) {
        aliyun.account(THEIRS)
                .putRole(AliyunRole.of(
                        "czudfrole",
                        RamPolicy.trust(aliyun.account(OURS).rootArn(), externalId),
                        RamPolicy.everything()));
    }

    private OSSClient client(MooringCredentialsProvider provider) {
        return OSSClient.newBuilder()
                .region("cn-shanghai")
                .endpoint(aliyun.endpoint().toString())
                .usePathStyle(true)
                .credentialsProvider(provider)
                .build();
    }

    private static ListObjectsV2Request listing(String prefix) {
        return ListObjectsV2Request.newBuilder().bucket("orders").prefix(prefix).build();
    }

    private static String read(OSSClient client, String key) {
        try (GetObjectResult result = client.getObject(
                GetObjectRequest.newBuilder().bucket("orders").key(key).build())) {
            return new String(result.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(Runnable call) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(call::run)
                .matches(e -> ServiceException.asCause(e).statusCode() == 403);
    }

    private static String field(Explanation explanation, String name) {
        return explanation.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(VendPlan.Field::value)
                .findFirst()
                .orElseThrow();
    }
}
