package dev.mooring.connection.tck.emulator.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StsEmulatorTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOST = "lake-1250000000.cos.ap-shanghai.myqcloud.com";

    private final TencentEmulator tencent = TencentEmulator.start();
    private final TencentAccount platform = tencent.account("100029595716", "1300000001");
    private final TencentAccount customer = tencent.account("100000000001", "1250000000");
    private final AccessKey ours = platform.createUser("mooring", CamPolicy.everything());
    private String role = "";

    @BeforeEach
    void trust() {
        tencent.cos().createBucket(customer, "lake", "ap-shanghai");
        tencent.cos().put("lake-1250000000", "a/b", "content");
        role = customer.putRole(
                TencentRole.of("lake", CamPolicy.trust(platform.rootArn(), "id-1"), CamPolicy.everything()));
    }

    @AfterEach
    void stop() {
        tencent.close();
    }

    @Test
    void issuesASessionThatReadsAsItsPolicyAllows() throws IOException {
        String policy = PercentEncoding.encode(
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":[\"name/cos:GetObject\"],"
                        + "\"resource\":[\"qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/a/*\"]}]}");
        JsonNode answer = assume(parameters().put("Policy", policy));
        TestClient client = new TestClient(tencent.endpoint(), session(answer));
        assertThat(client.cos("GET", HOST, "a/b", Map.of(), "")).isEqualTo(new TestClient.Answer(200, "content"));
        assertThat(client.cos("PUT", HOST, "a/c", Map.of(), "x").text()).contains("<Code>AccessDenied</Code>");
        assertThat(client.cos("GET", HOST, "b", Map.of(), "").status()).isEqualTo(403);
    }

    @Test
    void acceptsAnAccountLeftOpenAndThenRefusesEverything() throws IOException {
        String policy = PercentEncoding.encode(
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":[\"name/cos:*\"],"
                        + "\"resource\":[\"qcs::cos:ap-shanghai:uid/*:lake-1250000000/*\"]}]}");
        TestClient client =
                new TestClient(tencent.endpoint(), session(assume(parameters().put("Policy", policy))));
        assertThat(client.cos("GET", HOST, "a/b", Map.of(), "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "ExternalId, id-2, UnauthorizedOperation",
        "ExternalId, x, InvalidParameter.ParamError",
        "RoleSessionName, a b, InvalidParameter.ParamError",
        "DurationSeconds, 7201, InvalidParameter.OverTimeError",
        "DurationSeconds, 43201, InvalidParameter.OverTimeError",
        "DurationSeconds, 0, InvalidParameter.ParamError",
        "RoleArn, qcs::cam::uin/100000000001:roleName/none, InternalError.GetRoleError",
        "RoleArn, qcs::cam::uin/100000000009:roleName/lake, InternalError.GetRoleError",
        "RoleArn, acs:ram::100000000001:role/lake, InvalidParameter.ParamError",
        "Policy, %7B, InvalidParameter.StrategyFormatError"
    })
    void refusesWithStatus200AndAnErrorInside(String parameter, String value, String code) throws IOException {
        assertThat(code(parameters().put(parameter, value))).isEqualTo(code);
    }

    @Test
    void refusesAPolicyOnResourcesOfOthers() throws IOException {
        String policy = "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":[\"name/cos:*\"],"
                + "\"resource\":[\"%s\"]}]}";
        String other = policy.formatted("qcs::cos:ap-shanghai:uid/1250000001:lake-1250000001/*");
        assertThat(code(parameters().put("Policy", PercentEncoding.encode(other))))
                .isEqualTo("InvalidParameter.GrantOtherResource");
        assertThat(code(parameters().put("Policy", PercentEncoding.encode(policy.formatted("lake-1250000000/*")))))
                .isEqualTo("InvalidParameter.ResouceError");
        tencent.sts().limitPolicy(20);
        assertThat(code(parameters().put("Policy", PercentEncoding.encode(other))))
                .isEqualTo("InvalidParameter.PolicyTooLong");
    }

    @Test
    void verifiesKeySignatureAndClock() throws IOException {
        AccessKey unknown = new AccessKey("AKIDunknown", Secret.of("whatever"));
        AccessKey wrong = new AccessKey(ours.accessKeyId(), Secret.of("whatever"));
        assertThat(caller(unknown, Instant.now())).contains("AuthFailure.SecretIdNotFound");
        assertThat(caller(wrong, Instant.now())).contains("AuthFailure.SignatureFailure");
        assertThat(caller(ours, Instant.now().minus(Duration.ofMinutes(6)))).contains("AuthFailure.SignatureExpire");
        assertThat(caller(ours, Instant.now().minus(Duration.ofMinutes(4)))).contains(platform.uin());
    }

    @Test
    void knowsASessionByItsTokenUntilItEnds() throws IOException {
        Credential.Session session = session(assume(parameters()));
        assertThat(caller(session, Instant.now())).contains("assumed-role/lake/probe");
        Credential.Session stripped = new Credential.Session(
                session.accessKeyId(), session.accessKeySecret(), Secret.of("other"), session.expiry());
        assertThat(caller(stripped, Instant.now())).contains("AuthFailure.TokenFailure");
        customer.expireSessions();
        assertThat(caller(session, Instant.now())).contains("AuthFailure.TokenFailure");
    }

    @Test
    void federatesAUserButNoSession() throws IOException {
        AccessKey user = customer.createUser("etl", CamPolicy.everything());
        ObjectNode request = JSON.createObjectNode().put("Name", "probe").put("DurationSeconds", 900);
        assertThat(send(user, "GetFederationToken", request)
                        .path("Error")
                        .path("Code")
                        .asText())
                .isEqualTo("InvalidParameter.ParamError");
        request.put(
                "Policy",
                PercentEncoding.encode(
                        "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"*\"}]}"));
        JsonNode answer = send(user, "GetFederationToken", request);
        TestClient client = new TestClient(tencent.endpoint(), session(answer));
        assertThat(client.cos("GET", HOST, "a/b", Map.of(), "").status()).isEqualTo(403);
        assertThat(send(session(assume(parameters())), "GetFederationToken", request)
                        .path("Error")
                        .path("Code")
                        .asText())
                .isEqualTo("AuthFailure.UnauthorizedOperation");
    }

    @Test
    void failsAsToldUntilItIsHealed() throws IOException {
        for (Map.Entry<TencentFault, String> fault : Map.of(
                        TencentFault.THROTTLED, "RequestLimitExceeded",
                        TencentFault.UNAVAILABLE, "InternalError",
                        TencentFault.NOT_ACTIVATED, "ResourceUnavailable",
                        TencentFault.REGION_UNSUPPORTED, "UnsupportedRegion")
                .entrySet()) {
            tencent.sts().fail(fault.getKey());
            assertThat(code(parameters())).isEqualTo(fault.getValue());
        }
        tencent.heal();
        assertThat(code(parameters())).isEmpty();
        assertThat(tencent.received("AssumeRole")).hasSize(5).allMatch(call -> call.status() == 200);
    }

    @Test
    void invokesFunctionsOfANamespace() throws IOException {
        tencent.scf()
                .createFunction(new ScfEmulator.Place(customer, "ap-shanghai", "lakehouse"), "hello", "{\"ok\":true}");
        AccessKey user = customer.createUser(
                "etl",
                CamPolicy.allow(
                        List.of("scf:*"),
                        List.of("qcs::scf:ap-shanghai:uin/100000000001:namespace/lakehouse/function/*")));
        TestClient client = new TestClient(tencent.endpoint(), user);
        assertThat(client.scf("Invoke", "{\"FunctionName\":\"hello\",\"Namespace\":\"lakehouse\"}")
                        .text())
                .contains("\"RetMsg\":\"{\\\"ok\\\":true}\"");
        assertThat(client.scf("Invoke", "{\"FunctionName\":\"hello\"}").text()).contains("UnauthorizedOperation");
        assertThat(client.scf("GetFunction", "{\"FunctionName\":\"x\",\"Namespace\":\"lakehouse\"}")
                        .text())
                .contains("ResourceNotFound.Function");
        assertThat(client.scf("ListNamespaces", "{}").text()).contains("UnauthorizedOperation");
        assertThat(tencent.writes()).isEqualTo(2);
    }

    private ObjectNode parameters() {
        return JSON.createObjectNode()
                .put("RoleArn", role)
                .put("RoleSessionName", "probe")
                .put("ExternalId", "id-1")
                .put("DurationSeconds", 900);
    }

    private JsonNode assume(ObjectNode parameters) throws IOException {
        return send(ours, "AssumeRole", parameters);
    }

    private String code(ObjectNode parameters) throws IOException {
        return assume(parameters).path("Error").path("Code").asText();
    }

    private String caller(Credential credential, Instant now) throws IOException {
        return new TestClient(tencent.endpoint(), credential, now)
                .sts("GetCallerIdentity", "{}")
                .text();
    }

    private JsonNode send(Credential credential, String action, ObjectNode body) throws IOException {
        TestClient.Answer answer = new TestClient(tencent.endpoint(), credential).sts(action, body.toString());
        assertThat(answer.status()).isEqualTo(200);
        return JSON.readTree(answer.text()).path("Response");
    }

    private static Credential.Session session(JsonNode answer) {
        JsonNode credentials = answer.path("Credentials");
        return new Credential.Session(
                credentials.path("TmpSecretId").asText(),
                Secret.of(credentials.path("TmpSecretKey").asText()),
                Secret.of(credentials.path("Token").asText()),
                Instant.ofEpochSecond(answer.path("ExpiredTime").asLong()));
    }
}
