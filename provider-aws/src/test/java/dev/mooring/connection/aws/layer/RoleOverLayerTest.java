package dev.mooring.connection.aws.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** From SQL to a scoped session, against the emulators of STS, S3 and Lambda. */
class RoleOverLayerTest {
    private static final String OURS = "111122223333";
    private static final String THEIRS = "444455556666";
    private static final String ROLE = "arn:aws:iam::" + THEIRS + ":role/lake";
    private static final AccessScope READ = AccessScope.read("s3://orders/2026/");

    private final AwsEmulator aws = AwsEmulator.start();
    private final Credential.AccessKey platform = aws.account(OURS).createUser("platform", IamPolicy.everything());
    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new AwsProvider())
            .deployment(Deployment.in(Cloud.AWS, "eu-west-1", OURS))
            .serviceIdentity(Cloud.AWS, () -> platform)
            .endpointOverride("sts", aws.endpoint())
            .endpointOverride("s3", aws.endpoint())
            .endpointOverride("lambda", aws.endpoint())
            .open();
    private final Connections connections = layer.workspace("sales", "qiliang");

    @BeforeEach
    void createRoleConnection() {
        layer.sql("sales", "qiliang")
                .execute("CREATE STORAGE CONNECTION orders TYPE S3 REGION = 'eu-west-1' ROLE_ARN = '" + ROLE + "'");
        aws.s3().createBucket(aws.account(THEIRS), "orders", "eu-west-1");
        aws.s3().put("orders", "2026/a.csv", "anchors");
        aws.s3().put("orders", "2025/b.csv", "bollards");
    }

    @AfterEach
    void close() {
        layer.close();
        aws.close();
    }

    @Test
    void whatExplainPrintsIsWhatTheIssuerReceives() {
        trust(externalId());
        Explanation explanation = connections.explain("orders", READ);
        assertThat(aws.received()).as("explain calls nobody").isEmpty();
        connections.vend("orders", READ);
        ReceivedCall call = aws.received("AssumeRole").get(0);
        assertThat(call.parameter("RoleArn")).contains(field(explanation, "roleArn"));
        assertThat(call.parameter("RoleSessionName")).contains(field(explanation, "sessionName"));
        assertThat(call.parameter("ExternalId"))
                .contains(field(explanation, "externalId"))
                .contains(externalId());
        assertThat(call.parameter("DurationSeconds")).contains(field(explanation, "durationSeconds"));
        assertThat(call.parameter("Policy")).contains(field(explanation, "policy"));
        assertThat(field(explanation, "policyCharacters"))
                .isEqualTo(String.valueOf(field(explanation, "policy").length()));
    }

    @Test
    void aVendedSessionReadsItsLocationAndNothingElse() {
        trust(externalId());
        try (S3Client client = client(connections.source("orders", READ))) {
            assertThat(read(client, "2026/a.csv")).isEqualTo("anchors");
            assertThat(client.listObjectsV2(list -> list.bucket("orders").prefix("2026/"))
                            .keyCount())
                    .isEqualTo(1);
            refused(() -> read(client, "2025/b.csv"));
            refused(() -> client.listObjectsV2(list -> list.bucket("orders").prefix("2025/")));
            refused(() -> client.putObject(
                    put -> put.bucket("orders").key("2026/a.csv"), RequestBody.fromString("overwritten")));
        }
        assertThat(aws.received("AssumeRole"))
                .as("one session serves all requests")
                .hasSize(1);
    }

    @Test
    void aTestPassesOnceTheRoleTrustsTheExternalIdAndOnlyThen() {
        TestOptions options = TestOptions.readOnly().scope(READ);
        trust("another-external-id");
        ProbeReport.Result failure =
                connections.test("orders", options).failure().orElseThrow();
        assertThat(failure.code()).contains(ConnectionError.ROLE_NOT_ASSUMABLE);
        assertThat(failure.remedy().orElseThrow()).contains(externalId());
        trust(externalId());
        ProbeReport passed = connections.test("orders", options);
        assertThat(passed.outcome()).as(passed.toString()).isEqualTo(Outcome.PASSED);
        assertThat(aws.writes()).isZero();
    }

    @Test
    void aRoleThatTrustsAnyExternalIdIsWarnedOf() {
        aws.account(THEIRS)
                .putRole(AwsRole.of("lake", IamPolicy.trust(aws.account(OURS).rootArn()), IamPolicy.everything()));
        ProbeReport report = connections.test("orders", TestOptions.readOnly().scope(READ));
        assertThat(report.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(report.results())
                .anyMatch(result -> result.outcome() == Outcome.WARNING
                        && result.remedy().orElse("").contains("ExternalId"));
    }

    @Test
    void aBucketOfAnotherRegionIsRecognised() {
        trust(externalId());
        aws.s3().createBucket(aws.account(THEIRS), "elsewhere", "us-east-2");
        ProbeReport report =
                connections.test("orders", TestOptions.readOnly().scope(AccessScope.read("s3://elsewhere/x/")));
        ProbeReport.Result failure = report.failure().orElseThrow();
        assertThat(failure.code()).contains(ConnectionError.WRONG_REGION);
        assertThat(failure.detail() + failure.remedy()).contains("us-east-2");
    }

    @Test
    void aKeyIsNarrowedByFederation() {
        Credential.AccessKey key = aws.account(THEIRS).createUser("loader", IamPolicy.everything());
        layer.sql("sales", "qiliang")
                .execute("CREATE STORAGE CONNECTION keyed TYPE S3 REGION = 'eu-west-1' ACCESS_KEY = '"
                        + key.accessKeyId() + "' SECRET_KEY = '"
                        + key.accessKeySecret().reveal() + "'");
        try (S3Client client = client(connections.source("keyed", READ))) {
            assertThat(read(client, "2026/a.csv")).isEqualTo("anchors");
            refused(() -> read(client, "2025/b.csv"));
        }
        assertThat(aws.received("GetFederationToken")).hasSize(1);
    }

    @Test
    void aFunctionConnectionIsTestedAndNarrowedToOneFunction() {
        layer.sql("sales", "qiliang")
                .execute("CREATE API CONNECTION fn TYPE CLOUD_FUNCTION PROVIDER = 'aws' REGION = 'eu-west-1'"
                        + " ROLE_ARN = '" + ROLE + "' CODE_BUCKET = 'orders' NAMESPACE = ''");
        trust(connections.require("fn").externalId().orElseThrow());
        ProbeReport report = connections.test("fn", TestOptions.readOnly());
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        AccessScope resize = AccessScope.invoke("lambda://resize");
        assertThat(field(connections.explain("fn", resize), "policy"))
                .contains("arn:aws:lambda:eu-west-1:" + THEIRS + ":function:resize");
        assertThat(connections.vend("fn", resize)).isInstanceOf(Credential.Session.class);
    }

    @Test
    void theTrustPolicyLetsExactlyThisDeploymentIn() {
        String text = connections.trustPolicy("orders").documents().get(0).text();
        assertThat(text).contains("arn:aws:iam::" + OURS + ":root", externalId(), "sts:AssumeRole");
        aws.account(THEIRS).putRole(AwsRole.of("lake", IamPolicy.parseTrust(text), IamPolicy.everything()));
        assertThat(connections.vend("orders", READ)).isInstanceOf(Credential.Session.class);
    }

    @Test
    void withoutAnIdentityOfItsOwnALayerAssumesNoRole() {
        try (ConnectionLayer poor = ConnectionLayer.inMemory()
                .provider(new AwsProvider())
                .endpointOverride("sts", aws.endpoint())
                .open()) {
            poor.sql("w", "u")
                    .execute("CREATE STORAGE CONNECTION orders TYPE S3 REGION = 'eu-west-1' ROLE_ARN = '" + ROLE + "'");
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> poor.workspace("w", "u").vend("orders", READ))
                    .matches(e -> e.code() == ConnectionError.NOT_CONFIGURED);
        }
    }

    @Test
    void anIssuerThatAConnectionNamesIsUsedOnceTheDeploymentAdmitsIt() {
        String create = "CREATE STORAGE CONNECTION own TYPE S3 REGION = 'eu-west-1' ROLE_ARN = '" + ROLE
                + "' STS_ENDPOINT = '" + aws.endpoint() + "'";
        layer.sql("sales", "qiliang").execute(create);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> connections.vend("own", READ))
                .matches(e -> e.code() == ConnectionError.EGRESS_REFUSED);
        assertThat(aws.received()).as("nothing was sent there").isEmpty();
        try (ConnectionLayer admitting = ConnectionLayer.inMemory()
                .provider(new AwsProvider())
                .serviceIdentity(Cloud.AWS, () -> platform)
                .admitIssuer("127.0.0.1")
                .open()) {
            admitting.sql("w", "u").execute(create);
            Connections theirs = admitting.workspace("w", "u");
            trust(theirs.require("own").externalId().orElseThrow());
            assertThat(theirs.vend("own", READ)).isInstanceOf(Credential.Session.class);
        }
    }

    private String externalId() {
        return connections.require("orders").externalId().orElseThrow();
    }

    private void trust(String externalId) {
        aws.account(THEIRS)
                .putRole(AwsRole.of(
                        "lake", IamPolicy.trust(aws.account(OURS).rootArn(), externalId), IamPolicy.everything()));
    }

    private S3Client client(CredentialSource source) {
        return S3Client.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(MooringCredentialsProvider.of(source))
                .build();
    }

    private static String read(S3Client client, String key) {
        return client.getObjectAsBytes(get -> get.bucket("orders").key(key)).asUtf8String();
    }

    private static void refused(Runnable call) {
        assertThatExceptionOfType(S3Exception.class).isThrownBy(call::run).matches(e -> e.statusCode() == 403);
    }

    private static String field(Explanation explanation, String name) {
        return explanation.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(VendPlan.Field::value)
                .findFirst()
                .orElseThrow();
    }
}
