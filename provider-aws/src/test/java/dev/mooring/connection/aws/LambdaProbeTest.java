package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.ProbeRig.Outcome;
import dev.mooring.connection.spi.ProbeRequest.Mode;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsRole;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaProbeTest {
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
        role = putRole(IamPolicy.everything());
        aws.s3().createBucket(customer, "code", "us-east-1");
        aws.lambda().createFunction(customer, "resize", "us-east-1", "{}");
        context.override("sts", aws.endpoint()).override("s3", aws.endpoint()).override("lambda", aws.endpoint());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void readsTheAccountsSettings() throws Exception {
        List<Outcome> outcomes = test(Optional.empty(), "us-east-1");
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(aws.received("GetAccountSettings")).hasSize(1);
        assertThat(outcomes.get(outcomes.size() - 1).detail()).contains("1 functions");
    }

    @Test
    void triesAFunctionWithoutRunningIt() throws Exception {
        List<Outcome> outcomes = test(Optional.of(AccessScope.invoke("lambda://resize")), "us-east-1");
        assertThat(outcomes).extracting(Outcome::verdict).containsOnly("PASSED");
        assertThat(aws.received("Invoke"))
                .singleElement()
                .satisfies(call -> assertThat(call.parameter("InvocationType")).contains("DryRun"));
        assertThat(aws.received("GetAccountSettings"))
                .extracting(ReceivedCall::status)
                .containsExactly(403);
    }

    @Test
    void triesAFunctionByItsArn() throws Exception {
        AccessScope scope = AccessScope.invoke("arn:aws:lambda:us-east-1:123456789012:function:resize");
        assertThat(test(Optional.of(scope), "us-east-1"))
                .extracting(Outcome::verdict)
                .containsOnly("PASSED");
    }

    @Test
    void saysThatThereIsNoSuchFunction() throws Exception {
        ConnectionException failure = failure(test(Optional.of(AccessScope.invoke("lambda://missing")), "us-east-1"));
        assertThat(failure.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure).hasMessageContaining("missing");
    }

    @Test
    void saysWhatTheRoleLacks() throws Exception {
        role = putRole(IamPolicy.allow(List.of("s3:*"), List.of("*")));
        ConnectionException failure = failure(test(Optional.empty(), "us-east-1"));
        assertThat(failure.code()).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(failure.remedy()).contains("lambda:GetAccountSettings");
    }

    @Test
    void wantsTheCodeInTheSameRegion() throws Exception {
        List<Outcome> outcomes = test(Optional.empty(), "eu-west-1");
        assertThat(failure(outcomes).code()).isEqualTo(ConnectionError.WRONG_REGION);
        assertThat(outcomes.get(outcomes.size() - 1).stage()).isEqualTo(Stage.AUTHORIZE);
    }

    private String putRole(IamPolicy permissions) {
        return customer.putRole(
                AwsRole.of("functions", IamPolicy.trust(principal, VendRequests.EXTERNAL_ID), permissions));
    }

    private List<Outcome> test(Optional<AccessScope> scope, String region) throws Exception {
        return new ProbeRig(new LambdaConnectionType(), context)
                .test(
                        scope,
                        Mode.READ_ONLY,
                        "PROVIDER=aws",
                        "ROLE_ARN=" + role,
                        "REGION=" + region,
                        "CODE_BUCKET=code");
    }

    private static ConnectionException failure(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.failure().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcomes));
    }
}
