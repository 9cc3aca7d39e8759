package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3EmulatorTest {
    private static final String SCOPED = "{\"Version\":\"2012-10-17\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::orders/2025/*\"},"
            + "{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::orders\","
            + "\"Condition\":{\"StringLike\":{\"s3:prefix\":[\"2025/*\"]}}}]}";

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("123456789012");
    private final AccessKey key = account.createUser("owner", IamPolicy.everything());

    @BeforeEach
    void fill() {
        emulator.s3().createBucket(account, "orders", "eu-west-1");
        List.of("2024/a", "2025/a", "2025/b", "2025-other/c")
                .forEach(name -> emulator.s3().put("orders", name, "content of " + name));
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void readsWritesListsAndDeletes() throws Exception {
        assertThat(as(key).s3("GET", "/orders/2025/a", "").body()).isEqualTo("content of 2025/a");
        assertThat(as(key).s3("PUT", "/orders/x%20y//%2A", "new").statusCode()).isEqualTo(200);
        assertThat(emulator.s3().content("orders", "x y//*")).contains("new");
        assertThat(as(key).s3("DELETE", "/orders/2024/a", "").statusCode()).isEqualTo(204);
        assertThat(emulator.s3().keys("orders")).doesNotContain("2024/a");
        String page = as(key).s3("GET", "/orders?list-type=2&max-keys=1&prefix=2025%2F", "")
                .body();
        assertThat(page)
                .contains("<Key>2025/a</Key>", "<IsTruncated>true</IsTruncated>")
                .doesNotContain("2025/b");
        assertThat(as(key).s3("GET", "/orders?location=", "").body()).contains("eu-west-1");
        assertThat(as(key).s3("GET", "/", "").body()).contains("<Name>orders</Name>");
    }

    @Test
    void enforcesSessionPolicies() throws Exception {
        Session session = session(SCOPED);
        assertThat(as(session).s3("GET", "/orders/2025/a", "").statusCode()).isEqualTo(200);
        assertThat(as(session).s3("GET", "/orders/2025-other/c", "").statusCode())
                .isEqualTo(403);
        assertThat(as(session)
                        .s3("GET", "/orders?list-type=2&prefix=2025%2F", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(session).s3("GET", "/orders?list-type=2", "").statusCode())
                .isEqualTo(403);
        assertThat(as(session).s3("HEAD", "/orders", "").statusCode()).isEqualTo(403);
        assertThat(as(session).s3("DELETE", "/orders/2025/a", "").statusCode()).isEqualTo(403);
        assertThat(code(as(session).s3("GET", "/orders/2025/none", ""))).isEqualTo("AccessDenied");
        assertThat(code(as(key).s3("GET", "/orders/2025/none", ""))).isEqualTo("NoSuchKey");
        assertThat(emulator.writes()).isEqualTo(1);
    }

    @Test
    void saysWhatACredentialMayDoWithoutACall() throws Exception {
        Session session = session(SCOPED);
        Resource inside = Resource.parse("s3://orders/2025/");
        assertThat(emulator.permits(session, Action.READ, inside)).isTrue();
        assertThat(emulator.permits(session, Action.LIST, inside)).isTrue();
        assertThat(emulator.permits(session, Action.WRITE, inside)).isTrue();
        assertThat(emulator.permits(session, Action.DELETE, inside)).isFalse();
        assertThat(emulator.permits(session, Action.READ, Resource.parse("s3://orders/2025-other/")))
                .isFalse();
        assertThat(emulator.permits(key, Action.DELETE, Resource.parse("s3://orders")))
                .isTrue();
    }

    @Test
    void namesTheRegionOfABucket() throws Exception {
        TestClient elsewhere = new TestClient(emulator.endpoint(), key, "us-east-1");
        HttpResponse<String> refused = elsewhere.s3("GET", "/orders?list-type=2", "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(code(refused)).isEqualTo("AuthorizationHeaderMalformed");
        assertThat(TestClient.element(refused.body(), "Region")).isEqualTo("eu-west-1");
        emulator.s3().answerWrongRegionWith(S3Emulator.WrongRegion.PERMANENT_REDIRECT);
        HttpResponse<String> moved = elsewhere.s3("HEAD", "/orders", "");
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("x-amz-bucket-region")).contains("eu-west-1");
    }

    @Test
    void tellsTheRegionEvenToTheUnsigned() throws Exception {
        HttpResponse<String> response = as(key).unsigned("HEAD", "/orders");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("x-amz-bucket-region")).contains("eu-west-1");
        assertThat(as(key).unsigned("HEAD", "/none").statusCode()).isEqualTo(404);
    }

    @Test
    void letsNobodyInFromAnotherAccount() throws Exception {
        AccessKey other = emulator.account("999999999999").createUser("x", IamPolicy.everything());
        assertThat(code(as(other).s3("GET", "/orders?list-type=2", ""))).isEqualTo("AccessDenied");
        assertThat(code(as(other).s3("GET", "/none?list-type=2", ""))).isEqualTo("NoSuchBucket");
    }

    @Test
    void tellsBadCredentialsApart() throws Exception {
        Session session = session(SCOPED);
        Session otherToken =
                new Session(session.accessKeyId(), session.accessKeySecret(), Secret.of("other"), session.expiry());
        assertThat(listingCode(new AccessKey("AKIANOBODY", Secret.of("x")))).isEqualTo("InvalidAccessKeyId");
        assertThat(listingCode(new AccessKey(key.accessKeyId(), Secret.of("x"))))
                .isEqualTo("SignatureDoesNotMatch");
        assertThat(listingCode(otherToken)).isEqualTo("InvalidToken");
        account.expireSessions();
        assertThat(listingCode(session)).isEqualTo("ExpiredToken");
        emulator.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16)));
        assertThat(listingCode(key)).isEqualTo("RequestTimeTooSkewed");
    }

    @Test
    void failsAsTold() throws Exception {
        emulator.s3().fail(AwsFault.THROTTLED);
        assertThat(listingCode(key)).isEqualTo("SlowDown");
        assertThat(as(key).sts(Map.of("Action", "GetCallerIdentity")).statusCode())
                .isEqualTo(200);
    }

    private Session session(String policy) throws Exception {
        return as(key).assume(Map.of("Action", "GetFederationToken", "Name", "joe", "Policy", policy));
    }

    private String listingCode(Credential credential) throws Exception {
        return code(as(credential).s3("GET", "/orders?list-type=2", ""));
    }

    private TestClient as(Credential credential) {
        return new TestClient(emulator.endpoint(), credential, "eu-west-1");
    }

    private static String code(HttpResponse<String> response) {
        return TestClient.element(response.body(), "Code");
    }
}
