package dev.mooring.connection.tck.emulator.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Published signatures, so that the verifiers and a provider's signer do not merely agree with each other. */
class SignatureVectorsTest {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String DESCRIBE =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";

    @Test
    void agreesWithTheOfficialExampleOfTwoSignedHeaders() {
        assertThat(tc3("cvm", 1_551_113_065, "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", DESCRIBE, "content-type", "host"))
                .isEqualTo("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    }

    @Test
    void agreesWithTheOfficialExampleThatSignsTheAction() {
        assertThat(tc3("cvm", 1_551_113_065, "*".repeat(32), DESCRIBE, "content-type", "host", "x-tc-action"))
                .isEqualTo("10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    }

    @Test
    void agreesWithAnAssumeRoleSignedByTheOfficialClient() {
        String body = "{\"RoleArn\":\"qcs::cam::uin/100000000001:roleName/testrole\",\"RoleSessionName\":\"probe\","
                + "\"DurationSeconds\":1800}";
        assertThat(tc3("sts", 1_767_225_600, "testsecret", body, "content-type", "host"))
                .isEqualTo("f667bd8c40c4f771101b46013b22ff3972bdfdf81547650e44810adcc03fa62a");
    }

    @Test
    void agreesWithAListingSignedByTheOfficialClientOfCos() {
        EmulatedRequest request = EmulatedRequest.of(
                "GET",
                "/?max-keys=1&prefix=data%2F",
                List.of(new Header("Host", "b-1250000000.cos.ap-shanghai.myqcloud.com")),
                new byte[0]);
        Map<String, String> fields = CosVerifier.fields(
                "q-sign-algorithm=sha1&q-ak=testid&q-sign-time=1767225600;1767229200&q-key-time=1767225600;1767229200"
                        + "&q-header-list=host&q-url-param-list=max-keys;prefix&q-signature=");
        assertThat(CosVerifier.signature(request, fields, "testsecret"))
                .isEqualTo("da8c6331e260b0ae7c46095f3782ccce2d7410d8");
    }

    private static String tc3(String service, long seconds, String secret, String body, String... signed) {
        EmulatedRequest request = EmulatedRequest.of(
                "POST",
                "/",
                List.of(
                        new Header("Content-Type", JSON),
                        new Header("Host", service + ".tencentcloudapi.com"),
                        new Header("X-TC-Action", "DescribeInstances")),
                body.getBytes(StandardCharsets.UTF_8));
        Tc3Verifier.Scope scope = new Tc3Verifier.Scope(Instant.ofEpochSecond(seconds), service, List.of(signed));
        return Tc3Verifier.signature(request, scope, secret);
    }
}
