package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendPlan.Reuse;
import dev.mooring.connection.spi.VendRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IamRoleVendorTest {
    private static final String ROLE = "ROLE_ARN=arn:aws:iam::123456789012:role/lake";
    private static final String KEY = "ACCESS_KEY=AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "SECRET_KEY=stored-secret";
    private static final String REGION = "REGION=us-east-1";
    private static final AccessScope ORDERS = AccessScope.read("s3://lake/orders/");

    private final S3ConnectionType type = new S3ConnectionType();
    private StsStub sts;
    private StubContext context;

    @BeforeEach
    void startSts() throws IOException {
        sts = new StsStub();
        context = new StubContext().override("sts", sts.uri());
    }

    @AfterEach
    void stopSts() {
        sts.close();
    }

    @Test
    void plansARoleSessionWithAllThatIsSent() {
        VendPlan plan = plan(ORDERS, ROLE, REGION);
        assertThat(plan.operation()).isEqualTo("sts:AssumeRole");
        assertThat(plan.reuse()).isEqualTo(Reuse.UNTIL_EXPIRY);
        assertThat(plan.fields().stream().map(Field::name))
                .containsExactly(
                        "roleArn", "sessionName", "externalId", "durationSeconds", "policy", "policyCharacters");
        assertThat(field(plan, "policyCharacters"))
                .isEqualTo(String.valueOf(field(plan, "policy").length()));
    }

    @Test
    void sendsWhatItPlans() throws Exception {
        sts.issuing("AssumeRole");
        VendPlan plan = plan(ORDERS, ROLE, REGION, "SESSION_DURATION=1800");
        plan.call().run(VendRequests.NO_HOPS);
        assertThat(sts.requests).singleElement().satisfies(sent -> {
            assertThat(sent)
                    .containsEntry("Action", "AssumeRole")
                    .containsEntry("RoleArn", field(plan, "roleArn"))
                    .containsEntry("RoleSessionName", VendRequests.SESSION_NAME)
                    .containsEntry("ExternalId", VendRequests.EXTERNAL_ID)
                    .containsEntry("DurationSeconds", "1800")
                    .containsEntry("Policy", field(plan, "policy"));
            assertThat(sent.get("Authorization"))
                    .contains("AKIASERVICEIDENTITY0")
                    .contains("us-east-1/sts");
        });
        assertThat(context.resolved).containsExactly("127.0.0.1");
    }

    @Test
    void sendsNoPolicyOnlyWhenEverythingIsAskedFor() throws Exception {
        sts.issuing("AssumeRole");
        VendPlan plan = plan(AccessScope.everything(), ROLE, REGION);
        plan.call().run(VendRequests.NO_HOPS);
        assertThat(field(plan, "policy")).isEqualTo("none: the role's own permissions");
        assertThat(field(plan, "policyCharacters")).isEqualTo("0");
        assertThat(sts.requests.get(0)).doesNotContainKey("Policy");
    }

    @Test
    void tellsWhatTheAnswerSaysAboutItself() throws Exception {
        sts.issuing("AssumeRole");
        Issued issued = plan(ORDERS, ROLE, REGION).call().run(VendRequests.NO_HOPS);
        assertThat(issued.credential())
                .isEqualTo(new Credential.Session(
                        "ASIAVENDED0000000000",
                        Secret.of("vended-secret"),
                        Secret.of("vended-token"),
                        Instant.parse("2099-01-01T00:00:00Z")));
        assertThat(issued.covers()).containsExactly(Resource.parse("s3://lake/orders/"));
        assertThat(issued.receipt().requestId()).contains("req-7");
        assertThat(issued.receipt().issuerClock()).isPresent();
    }

    @Test
    void givesTheStoredKeyOnlyForEverythingAndNeverKeepsIt() throws Exception {
        VendPlan plan = plan(AccessScope.everything(), KEY, SECRET, REGION);
        assertThat(plan.reuse()).isEqualTo(Reuse.NEVER);
        assertThat(plan.toString()).doesNotContain("stored-secret").doesNotContain("AKIAIOSFODNN7EXAMPLE");
        assertThat(plan.call().run(VendRequests.NO_HOPS).credential())
                .isEqualTo(new Credential.AccessKey("AKIAIOSFODNN7EXAMPLE", Secret.of("stored-secret")));
        assertThat(sts.requests).isEmpty();
    }

    @Test
    void narrowsAKeyByFederation() throws Exception {
        sts.issuing("GetFederationToken");
        VendPlan plan = plan(ORDERS, KEY, SECRET, REGION);
        assertThat(plan.operation()).isEqualTo("sts:GetFederationToken");
        assertThat(plan.fields().stream().map(Field::name))
                .containsExactly("name", "durationSeconds", "policy", "policyCharacters");
        Issued issued = plan.call().run(VendRequests.NO_HOPS);
        assertThat(issued.credential()).isInstanceOf(Credential.Session.class);
        assertThat(sts.requests.get(0))
                .containsEntry("Name", field(plan, "name"))
                .containsEntry("DurationSeconds", "3600")
                .containsEntry("Policy", field(plan, "policy"));
        assertThat(sts.requests.get(0).get("Authorization")).contains("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void refusesToNarrowAKeyOfAStoreWithoutIssuer() {
        assertThatThrownBy(() -> plan(ORDERS, KEY, SECRET, REGION, "ENDPOINT=http://127.0.0.1:9"))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE);
                    assertThat(e.remedy()).contains("STS_ENDPOINT").contains("everything()");
                });
    }

    @Test
    void asksTheIssuerOfAStoreOutsideAwsAndNeverAws() throws Exception {
        try (StsStub store = new StsStub().issuing("AssumeRole")) {
            plan(
                            ORDERS,
                            "ROLE_ARN=arn:aws:iam:::role/R1",
                            REGION,
                            "ENDPOINT=http://127.0.0.1:9",
                            "STS_ENDPOINT=" + store.uri())
                    .call()
                    .run(VendRequests.NO_HOPS);
            assertThat(store.requests).hasSize(1);
        }
        assertThat(sts.requests).isEmpty();
    }

    @Test
    void writesNoKmsRightsForAStoreOutsideAws() {
        VendPlan plan = plan(
                AccessScope.readWrite("s3://lake/t"),
                "ROLE_ARN=arn:aws:iam:::role/R1",
                REGION,
                "ENDPOINT=http://127.0.0.1:9",
                "STS_ENDPOINT=http://127.0.0.1:9",
                "KMS_KEY_ARN=any");
        assertThat(field(plan, "policy")).doesNotContain("kms:");
    }

    @Test
    void takesThePartitionFromTheRole() {
        VendPlan plan = plan(ORDERS, "ROLE_ARN=arn:aws-cn:iam::123456789012:role/lake", "REGION=cn-north-1");
        assertThat(field(plan, "policy")).contains("arn:aws-cn:s3").doesNotContain("arn:aws:");
    }

    @Test
    void isPureAndCallsNothingBeforeItRuns() {
        assertThat(plan(ORDERS, ROLE, REGION).fields())
                .isEqualTo(plan(ORDERS, ROLE, REGION).fields());
        assertThat(sts.requests).isEmpty();
        assertThat(context.resolved).isEmpty();
    }

    @Test
    void namesTheRoleThePrincipalAndTheExternalIdWhenItIsRefused() {
        sts.refusing(403, "AccessDenied");
        ConnectionException refused = failure(plan(ORDERS, ROLE, REGION));
        assertThat(refused.code()).isEqualTo(ConnectionError.ROLE_NOT_ASSUMABLE);
        assertThat(refused.remedy())
                .contains("arn:aws:iam::123456789012:role/lake")
                .contains("999988887777")
                .contains(VendRequests.EXTERNAL_ID);
        assertThat(refused.requestId()).contains("req-8");
    }

    @Test
    void makesOneAttemptOnly() {
        sts.refusing(503, "ServiceUnavailable");
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.ISSUER_FAILED);
        assertThat(sts.requests).hasSize(1);
    }

    @Test
    void tellsWhatIsPackedTooLarge() {
        sts.refusing(400, "PackedPolicyTooLarge");
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.SCOPE_TOO_LARGE);
    }

    @Test
    void doesNotTakeAnotherPageForAnIssuer() {
        sts.answering(200, "<html><body>Welcome</body></html>");
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        sts.answering(200, "not even XML");
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
    }

    @Test
    void givesUpOnASilentIssuerInTime() {
        sts.silent();
        context.timeout = Duration.ofMillis(300);
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.TIMED_OUT);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        context.override("sts", URI.create("http://127.0.0.1:" + closed));
        assertThat(failure(plan(ORDERS, ROLE, REGION)).code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void refusesALongSessionOfAnIdentityThatIsASessionItself() {
        context.identity = new Credential.Session(
                "ASIASERVICE000000000", Secret.of("s"), Secret.of("t"), Instant.parse("2099-01-01T00:00:00Z"));
        ConnectionException refused = failure(plan(ORDERS, ROLE, REGION, "SESSION_DURATION=7200"));
        assertThat(refused.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(refused.remedy()).contains("3600");
        assertThat(sts.requests).isEmpty();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        sts.issuing("AssumeRole");
        plan(ORDERS, ROLE, REGION).call().run(VendRequests.NO_HOPS);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sdk-") || thread.getName().startsWith("idle-connection")) {
                thread.join(5000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private VendPlan plan(AccessScope scope, String... assignments) {
        VendRequest request = VendRequests.of(type, scope, assignments);
        return new IamRoleVendor(context).plan(request);
    }

    private static String field(VendPlan plan, String name) {
        Map<String, String> fields = plan.fields().stream().collect(Collectors.toMap(Field::name, Field::value));
        return fields.get(name);
    }

    private static ConnectionException failure(VendPlan plan) {
        return catchThrowableOfType(ConnectionException.class, () -> plan.call().run(VendRequests.NO_HOPS));
    }
}
