package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaEmulatorTest {
    private static final String INVOKED = "/2015-03-31/functions/resize/invocations";
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:resize";

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("123456789012");
    private final AccessKey owner = account.createUser("owner", IamPolicy.everything());
    private final AccessKey caller =
            account.createUser("caller", IamPolicy.allow(List.of("lambda:InvokeFunction"), List.of(ARN)));

    @BeforeEach
    void fill() {
        emulator.lambda().createFunction(account, "resize", "eu-west-1", "{\"ok\":true}");
        emulator.lambda().createFunction(account, "other", "eu-west-1", "{}");
        emulator.lambda().createFunction(account, "far", "us-east-1", "{}");
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void describesTheAccountAndItsFunctions() throws Exception {
        assertThat(as(owner).lambda("GET", "/2016-08-19/account-settings").body())
                .contains("\"FunctionCount\":2", "\"ConcurrentExecutions\":1000");
        assertThat(as(owner).lambda("GET", "/2015-03-31/functions?MaxItems=1").body())
                .contains("resize", "\"NextMarker\":\"1\"")
                .doesNotContain("other");
        assertThat(as(owner).lambda("GET", "/2015-03-31/functions/resize").body())
                .contains(ARN);
        assertThat(errorType(as(owner).lambda("GET", "/2015-03-31/functions/far")))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void enforcesPolicies() throws Exception {
        assertThat(as(caller).lambda("POST", INVOKED).body()).isEqualTo("{\"ok\":true}");
        assertThat(errorType(as(caller).lambda("POST", "/2015-03-31/functions/other/invocations")))
                .isEqualTo("AccessDeniedException");
        assertThat(errorType(as(caller).lambda("GET", "/2016-08-19/account-settings")))
                .isEqualTo("AccessDeniedException");
        assertThat(emulator.permits(caller, Action.INVOKE, Resource.parse("lambda://resize")))
                .isTrue();
        assertThat(emulator.permits(caller, Action.INVOKE, Resource.parse(ARN))).isTrue();
        assertThat(emulator.permits(caller, Action.INVOKE, Resource.parse("lambda://other")))
                .isFalse();
        assertThat(emulator.permits(caller, Action.READ, Resource.parse("lambda://resize")))
                .isFalse();
    }

    @Test
    void wordsFailuresAsLambdaDoes() throws Exception {
        AccessKey unknown = new AccessKey("AKIANOBODY", Secret.of("x"));
        AccessKey wrong = new AccessKey(owner.accessKeyId(), Secret.of("x"));
        assertThat(errorType(as(unknown).lambda("POST", INVOKED))).isEqualTo("UnrecognizedClientException");
        assertThat(errorType(as(wrong).lambda("POST", INVOKED))).isEqualTo("InvalidSignatureException");
        emulator.lambda().fail(AwsFault.THROTTLED);
        HttpResponse<String> throttled = as(owner).lambda("POST", INVOKED);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("retry-after")).contains("1");
        emulator.lambda().fail(AwsFault.UNAVAILABLE);
        assertThat(errorType(as(owner).lambda("POST", INVOKED))).isEqualTo("ServiceException");
    }

    private TestClient as(AccessKey key) {
        return new TestClient(emulator.endpoint(), key, "eu-west-1");
    }

    private static String errorType(HttpResponse<String> response) {
        return response.headers().firstValue("x-amzn-errortype").orElse("");
    }
}
