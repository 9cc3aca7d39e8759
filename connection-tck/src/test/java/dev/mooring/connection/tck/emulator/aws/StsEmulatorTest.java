package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StsEmulatorTest {
    private static final String EXTERNAL_ID = "VW9UaGwYENBQ7cFp";
    private static final String REGION = "eu-west-1";

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount platform = emulator.account("028022243208");
    private final AwsAccount customer = emulator.account("123456789012");
    private final AccessKey key = platform.createUser("mooring", IamPolicy.everything());
    private final TestClient client = new TestClient(emulator.endpoint(), key, REGION);
    private final AwsRole role =
            AwsRole.of("lake", IamPolicy.trust(platform.rootArn(), EXTERNAL_ID), IamPolicy.everything());
    private final String arn = customer.putRole(role);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void answersWhoTheCallerIs() throws Exception {
        HttpResponse<String> response = client.sts(Map.of("Action", "GetCallerIdentity"));
        assertThat(TestClient.element(response.body(), "Arn")).isEqualTo("arn:aws:iam::028022243208:user/mooring");
        assertThat(TestClient.element(response.body(), "RequestId")).isNotBlank();
        assertThat(response.headers().firstValue("date")).isPresent();
    }

    @Test
    void demandsTheExternalIdOfTheTrustPolicy() throws Exception {
        assertThat(code(assume(Map.of()))).isEqualTo("AccessDenied");
        assertThat(code(assume(Map.of("ExternalId", "another-one")))).isEqualTo("AccessDenied");
        assertThat(assume(Map.of("ExternalId", EXTERNAL_ID)).statusCode()).isEqualTo(200);
        customer.putRole(role.trusting(IamPolicy.trust(platform.rootArn())));
        assertThat(assume(Map.of()).statusCode()).as("a confused deputy").isEqualTo(200);
    }

    @Test
    void demandsATrustedPrincipalThatMayAssume() throws Exception {
        AccessKey stranger = emulator.account("999999999999").createUser("x", IamPolicy.everything());
        AccessKey powerless = platform.createUser("y", IamPolicy.allow(List.of("s3:*"), List.of("*")));
        for (AccessKey other : List.of(stranger, powerless)) {
            HttpResponse<String> response = new TestClient(emulator.endpoint(), other, REGION)
                    .sts(parameters(Map.of("ExternalId", EXTERNAL_ID)));
            assertThat(code(response)).isEqualTo("AccessDenied");
        }
        assertThat(code(assume(Map.of("RoleArn", arn + "2", "ExternalId", EXTERNAL_ID))))
                .isEqualTo("AccessDenied");
    }

    @Test
    void checksParameters() throws Exception {
        assertThat(code(assume(with("DurationSeconds", "899")))).isEqualTo("ValidationError");
        assertThat(code(assume(with("DurationSeconds", "43201")))).isEqualTo("ValidationError");
        assertThat(code(assume(with("DurationSeconds", "3601")))).isEqualTo("ValidationError");
        assertThat(code(assume(with("RoleSessionName", "a b")))).isEqualTo("ValidationError");
        assertThat(code(assume(with("RoleSessionName", "x".repeat(65))))).isEqualTo("ValidationError");
        assertThat(code(assume(with("Policy", "")))).isEqualTo("ValidationError");
        assertThat(code(assume(with("Policy", "x".repeat(2049))))).isEqualTo("ValidationError");
        assertThat(code(assume(with("Policy", "{}")))).isEqualTo("MalformedPolicyDocument");
        assertThat(code(assume(with("Policy", policy("arn:aws-cn:s3:::b/*"))))).isEqualTo("MalformedPolicyDocument");
        emulator.sts().limitPackedPolicy(10);
        assertThat(code(assume(with("Policy", policy("*"))))).isEqualTo("PackedPolicyTooLarge");
    }

    @Test
    void issuesSessionsOfTheLifetimeAsked() throws Exception {
        customer.putRole(role.sessionsUpTo(Duration.ofHours(2)));
        Session session = client.assume(parameters(with("DurationSeconds", "7200")));
        assertThat(session.expiry())
                .isBetween(Instant.now().plusSeconds(7190), Instant.now().plusSeconds(7200));
        HttpResponse<String> identity =
                new TestClient(emulator.endpoint(), session, REGION).sts(Map.of("Action", "GetCallerIdentity"));
        assertThat(TestClient.element(identity.body(), "Arn"))
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/lake/cl-test");
    }

    @Test
    void limitsChainedSessionsToAnHour() throws Exception {
        Session session = client.assume(parameters(with("DurationSeconds", "900")));
        customer.putRole(AwsRole.of("second", IamPolicy.trust(customer.rootArn()), IamPolicy.everything())
                .sessionsUpTo(Duration.ofHours(12)));
        TestClient chained = new TestClient(emulator.endpoint(), session, REGION);
        Map<String, String> second = parameters(Map.of("RoleArn", "arn:aws:iam::123456789012:role/second"));
        assertThat(chained.sts(second).statusCode()).isEqualTo(200);
        second.put("DurationSeconds", "3601");
        assertThat(code(chained.sts(second))).isEqualTo("ValidationError");
        assertThat(code(chained.sts(Map.of("Action", "GetFederationToken", "Name", "x2"))))
                .isEqualTo("AccessDenied");
    }

    @Test
    void givesFederatedUsersNothingWithoutAPolicy() throws Exception {
        emulator.s3().createBucket(platform, "own", REGION);
        Session bare = client.assume(Map.of("Action", "GetFederationToken", "Name", "joe"));
        Session scoped = client.assume(Map.of("Action", "GetFederationToken", "Name", "joe", "Policy", policy("*")));
        assertThat(get(bare, "/own?list-type=2").statusCode()).isEqualTo(403);
        assertThat(get(scoped, "/own?list-type=2").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsBadCredentialsApart() throws Exception {
        AccessKey wrong = new AccessKey(key.accessKeyId(), Secret.of("wrong"));
        AccessKey unknown = new AccessKey("AKIANOBODY", Secret.of("wrong"));
        Session session = client.assume(parameters(with("DurationSeconds", "900")));
        customer.expireSessions();
        Map<String, String> identity = Map.of("Action", "GetCallerIdentity");
        assertThat(code(new TestClient(emulator.endpoint(), wrong, REGION).sts(identity)))
                .isEqualTo("SignatureDoesNotMatch");
        assertThat(code(new TestClient(emulator.endpoint(), unknown, REGION).sts(identity)))
                .isEqualTo("InvalidClientTokenId");
        assertThat(code(new TestClient(emulator.endpoint(), session, REGION).sts(identity)))
                .isEqualTo("ExpiredToken");
        emulator.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6)));
        assertThat(code(client.sts(identity))).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void failsAsTold() throws Exception {
        Map<String, String> identity = Map.of("Action", "GetCallerIdentity");
        emulator.sts().fail(AwsFault.THROTTLED);
        assertThat(code(client.sts(identity))).isEqualTo("Throttling");
        emulator.sts().fail(AwsFault.REGION_DISABLED);
        assertThat(code(client.sts(identity))).isEqualTo("RegionDisabledException");
        emulator.sts().fail(AwsFault.UNAVAILABLE);
        assertThat(client.sts(identity).statusCode()).isEqualTo(503);
        emulator.sts().fail(AwsFault.RESET);
        Assertions.assertThatIOException().isThrownBy(() -> client.sts(identity));
        emulator.sts().fail(AwsFault.HANGING);
        Assertions.assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> client.sts(identity));
        emulator.heal();
        assertThat(client.sts(identity).statusCode()).isEqualTo(200);
    }

    @Test
    void remembersWhatItReceived() throws Exception {
        assume(with("DurationSeconds", "900"));
        assertThat(emulator.received("AssumeRole")).singleElement().satisfies(call -> {
            assertThat(call.parameter("RoleArn")).contains(arn);
            assertThat(call.parameter("ExternalId")).contains(EXTERNAL_ID);
            assertThat(call.accessKeyId()).contains(key.accessKeyId());
            assertThat(call.status()).isEqualTo(200);
        });
    }

    private HttpResponse<String> get(Session session, String target) throws Exception {
        return new TestClient(emulator.endpoint(), session, REGION).s3("GET", target, "");
    }

    private HttpResponse<String> assume(Map<String, String> parameters) throws Exception {
        return client.sts(parameters(parameters));
    }

    private Map<String, String> parameters(Map<String, String> more) {
        Map<String, String> all =
                new HashMap<>(Map.of("Action", "AssumeRole", "RoleArn", arn, "RoleSessionName", "cl-test"));
        all.putAll(more);
        return all;
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("ExternalId", EXTERNAL_ID, name, value);
    }

    private static String policy(String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\""
                + resource + "\"}]}";
    }

    private static String code(HttpResponse<String> response) {
        return TestClient.element(response.body(), "Code");
    }
}
