package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.aws.ProbeRig.Outcome;
import dev.mooring.connection.spi.ProbeRequest.Mode;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsFault;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3ProbeTest {
    private static final String REGION = "REGION=us-east-1";
    private static final AccessScope ORDERS = AccessScope.read("s3://lake/orders/");

    private final S3ConnectionType type = new S3ConnectionType();
    private final StubContext context = new StubContext();
    private AwsEmulator aws;
    private AwsAccount customer;
    private String principal;
    private String role;

    @BeforeEach
    void start() {
        aws = AwsEmulator.start();
        AwsAccount platform = aws.account("999988887777");
        principal = platform.rootArn();
        context.identity = platform.createUser("mooring", IamPolicy.everything());
        customer = aws.account("123456789012");
        role = "ROLE_ARN="
                + customer.putRole(AwsRole.of(
                        "lake", IamPolicy.trust(principal, VendRequests.EXTERNAL_ID), IamPolicy.everything()));
        aws.s3().createBucket(customer, "lake", "us-east-1");
        aws.s3().put("lake", "orders/1.parquet", "rows");
        context.override("sts", aws.endpoint()).override("s3", aws.endpoint());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void passesEveryStageOfAGoodRole() throws Exception {
        List<Outcome> outcomes = test(ORDERS, role, REGION);
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(outcomes)
                .extracting(Outcome::stage)
                .containsExactly(
                        Stage.RESOLVE,
                        Stage.CONNECT,
                        Stage.AUTHENTICATE,
                        Stage.AUTHENTICATE,
                        Stage.AUTHORIZE,
                        Stage.OPERATE,
                        Stage.SCOPE);
    }

    @Test
    void readsOnly() throws Exception {
        test(AccessScope.readWrite("s3://lake/orders/"), role, REGION);
        assertThat(aws.received("PutObject")).isEmpty();
        assertThat(aws.received("DeleteObject")).isEmpty();
        assertThat(aws.s3().keys("lake")).containsExactly("orders/1.parquet");
    }

    @Test
    void writesOneObjectAndRemovesItWhenAsked() throws Exception {
        List<Outcome> outcomes = run(Mode.WRITE, AccessScope.readWrite("s3://lake/orders/"), role, REGION);
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(aws.received("PutObject")).hasSize(1);
        assertThat(aws.received("PutObject").get(0).parameter("key").orElseThrow())
                .startsWith("orders/.mooring-test-");
        assertThat(aws.s3().keys("lake")).containsExactly("orders/1.parquet");
    }

    @Test
    void cleansUpAlsoWhenTheScopeItselfMayNotDelete() throws Exception {
        AccessScope writing = AccessScope.of("s3://lake/orders/", Action.WRITE);
        List<Outcome> outcomes = run(Mode.WRITE, writing, role, REGION);
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(aws.s3().keys("lake")).containsExactly("orders/1.parquet");
    }

    @Test
    void warnsWhenItsObjectStays() throws Exception {
        String append = "ROLE_ARN="
                + customer.putRole(AwsRole.of(
                        "append",
                        IamPolicy.trust(principal, VendRequests.EXTERNAL_ID),
                        IamPolicy.allow(List.of("s3:PutObject"), List.of("*"))));
        List<Outcome> outcomes = run(Mode.WRITE, AccessScope.of("s3://lake/orders/", Action.WRITE), append, REGION);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict().equals("WARNING"))
                .singleElement()
                .satisfies(outcome -> assertThat(
                                outcome.finding().orElseThrow().remedy().orElseThrow())
                        .startsWith("remove s3://lake/orders/.mooring-test-"));
    }

    @Test
    void warnsOfARoleThatNeedsNoExternalId() throws Exception {
        customer.putRole(AwsRole.of("lake", IamPolicy.trust(principal), IamPolicy.everything()));
        assertThat(test(ORDERS, role, REGION))
                .filteredOn(outcome -> outcome.verdict().equals("WARNING"))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.detail()).contains("without an external id");
                    assertThat(outcome.finding().orElseThrow().remedy().orElseThrow())
                            .contains(VendRequests.EXTERNAL_ID);
                });
    }

    @Test
    void probesTheTrustWithSessionsThatCanDoNothing() throws Exception {
        customer.putRole(AwsRole.of("lake", IamPolicy.trust(principal), IamPolicy.everything()));
        test(ORDERS, role, REGION);
        assertThat(aws.received("AssumeRole"))
                .filteredOn(call -> !call.parameter("ExternalId").equals(Optional.of(VendRequests.EXTERNAL_ID)))
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(call.parameter("Policy").orElseThrow()).contains("Deny"));
    }

    @Test
    void failsForARoleThatTrustsAnotherId() throws Exception {
        customer.putRole(AwsRole.of("lake", IamPolicy.trust(principal, "another"), IamPolicy.everything()));
        Outcome failure = failure(test(ORDERS, role, REGION));
        assertThat(failure.stage()).isEqualTo(Stage.AUTHENTICATE);
        assertThat(code(failure)).isEqualTo(ConnectionError.ROLE_NOT_ASSUMABLE);
    }

    @Test
    void namesTheRegionTheBucketIsIn() throws Exception {
        aws.s3().createBucket(customer, "far", "eu-west-3");
        Outcome failure = failure(test(AccessScope.read("s3://far/x"), role, REGION));
        assertThat(failure.stage()).isEqualTo(Stage.AUTHORIZE);
        assertThat(code(failure)).isEqualTo(ConnectionError.WRONG_REGION);
        assertThat(failure.failure().orElseThrow().remedy()).isEqualTo("set REGION to eu-west-3");
    }

    @Test
    void saysThatThereIsNoSuchBucket() throws Exception {
        Outcome failure = failure(test(AccessScope.read("s3://missing/x"), role, REGION));
        assertThat(code(failure)).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure.detail()).contains("missing");
    }

    @Test
    void saysWhatTheRoleLacks() throws Exception {
        String poor = "ROLE_ARN="
                + customer.putRole(AwsRole.of(
                        "poor",
                        IamPolicy.trust(principal, VendRequests.EXTERNAL_ID),
                        IamPolicy.allow(List.of("s3:GetObject"), List.of("*"))));
        Outcome failure = failure(test(ORDERS, poor, REGION));
        assertThat(failure.stage()).as(failure.detail()).isEqualTo(Stage.OPERATE);
        assertThat(code(failure)).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(failure.failure().orElseThrow().remedy())
                .contains("s3:ListBucket")
                .contains("lake/orders/");
    }

    @Test
    void listsOnlyWithTheNarrowedCredential() throws Exception {
        test(ORDERS, role, REGION);
        assertThat(aws.received("ListObjectsV2"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.accessKeyId())
                        .hasValueSatisfying(id -> assertThat(id).startsWith("ASIA")));
        assertThat(aws.received("ListObjectsV2"))
                .extracting(ReceivedCall::status)
                .containsExactly(200, 403);
    }

    @Test
    void checksAWholeBucketAgainstTheListOfBuckets() throws Exception {
        List<Outcome> outcomes = test(AccessScope.read("s3://lake"), role, REGION);
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(aws.received("ListBuckets")).extracting(ReceivedCall::status).containsExactly(403);
    }

    @Test
    void asksForALocationWhenThereIsNone() throws Exception {
        List<Outcome> outcomes = new ProbeRig(type, context).test(Optional.empty(), Mode.READ_ONLY, role, REGION);
        Outcome last = outcomes.get(outcomes.size() - 1);
        assertThat(last.verdict()).isEqualTo("SKIPPED");
        assertThat(last.detail()).contains("s3://bucket/folder/");
        assertThat(outcomes.subList(0, outcomes.size() - 1))
                .extracting(Outcome::verdict)
                .containsOnly("PASSED");
    }

    @Test
    void testsAKeyByItsIdentityAndByWhatItsNarrowedSessionCanDo() throws Exception {
        var key = customer.createUser("etl", IamPolicy.everything());
        List<Outcome> outcomes = test(
                ORDERS,
                "ACCESS_KEY=" + key.accessKeyId(),
                "SECRET_KEY=" + key.accessKeySecret().reveal(),
                REGION);
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(outcomes).anySatisfy(outcome -> assertThat(outcome.detail()).contains("user/etl"));
        assertThat(aws.received("GetFederationToken")).hasSize(1);
    }

    @Test
    void saysThatAKeyIsWrongWithoutShowingIt() throws Exception {
        var key = customer.createUser("etl", IamPolicy.everything());
        Outcome failure = failure(test(ORDERS, "ACCESS_KEY=" + key.accessKeyId(), "SECRET_KEY=canary-7a81", REGION));
        assertThat(code(failure)).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(failure.failure().orElseThrow().remedy()).contains("SECRET_KEY");
        assertThat(failure.failure().orElseThrow()).hasStackTraceContaining("sts:GetCallerIdentity");
        assertThat(stackTrace(failure)).doesNotContain("canary-7a81");
    }

    @Test
    void tellsAWrongClockFromAWrongKey() throws Exception {
        aws.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        assertThat(code(failure(test(ORDERS, role, REGION)))).isEqualTo(ConnectionError.CLOCK_SKEW);
    }

    @Test
    void doesNotLearnTheTimeFromAServiceWithAWrongClock() throws Exception {
        aws.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        test(ORDERS, role, REGION);
        aws.setClock(Clock.systemUTC());
        assertThat(test(ORDERS, role, REGION)).extracting(Outcome::verdict).containsOnly("PASSED");
    }

    @Test
    void tellsThatTheRegionIsNotEnabled() throws Exception {
        aws.sts().fail(AwsFault.REGION_DISABLED);
        Outcome failure = failure(test(ORDERS, role, REGION));
        assertThat(code(failure)).isEqualTo(ConnectionError.WRONG_REGION);
        assertThat(failure.failure().orElseThrow().remedy()).contains("activate the region");
    }

    @Test
    void worksOnAStoreOutsideAwsWithAKey() throws Exception {
        var key = customer.createUser("etl", IamPolicy.everything());
        List<Outcome> outcomes = new ProbeRig(type, context)
                .test(
                        Optional.empty(),
                        Mode.READ_ONLY,
                        "ACCESS_KEY=" + key.accessKeyId(),
                        "SECRET_KEY=" + key.accessKeySecret().reveal(),
                        REGION,
                        "ENDPOINT=" + aws.endpoint());
        assertThat(outcomes).extracting(Outcome::verdict).containsExactly("PASSED", "PASSED", "PASSED", "SKIPPED");
        assertThat(aws.received("ListBuckets")).hasSize(1);
        assertThat(aws.received("GetCallerIdentity")).isEmpty();
    }

    private List<Outcome> test(AccessScope scope, String... assignments) throws Exception {
        return run(Mode.READ_ONLY, scope, assignments);
    }

    private List<Outcome> run(Mode mode, AccessScope scope, String... assignments) throws Exception {
        return new ProbeRig(type, context).test(Optional.of(scope), mode, assignments);
    }

    private static Outcome failure(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcomes));
    }

    private static ConnectionError code(Outcome outcome) {
        return (ConnectionError) outcome.failure().orElseThrow().code();
    }

    private static String stackTrace(Outcome outcome) {
        var text = new java.io.StringWriter();
        outcome.failure().orElseThrow().printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
