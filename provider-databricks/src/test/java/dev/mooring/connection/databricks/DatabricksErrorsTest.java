package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.databricks.DatabricksErrors.Asked;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabricksErrorsTest {
    private static final URI HOST = URI.create("https://dbc-1.cloud.databricks.com");
    private static final Asked ASKED =
            new Asked("the thing", "me`too", ConnectionError.INVALID_PROPERTIES, "correct it");

    private static ConnectionException of(int status, String body, Map<String, List<String>> headers) {
        return DatabricksErrors.of(
                HOST,
                new HttpAnswer(status, headers, body),
                JsonObject.parse(body),
                ASKED,
                SecretForms.of("token", Secret.of("canary-token")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error_code\":\"INVALID_PARAMETER_VALUE\"} | INVALID_PROPERTIES | correct it",
                "400 | {\"error_code\":\"FAILED_PRECONDITION\"} | RESOURCE_NOT_FOUND | covers the path",
                "412 | {\"error_code\":\"FAILED_PRECONDITION\"} | RESOURCE_NOT_FOUND | covers the path",
                "401 | {\"error_code\":\"UNAUTHENTICATED\"} | CREDENTIAL_REJECTED | this workspace",
                "401 | | CREDENTIAL_REJECTED | this workspace",
                "403 | {\"error_code\":\"PERMISSION_DENIED\",\"message\":\"no\"} | ACCESS_DENIED | `me``too`",
                "403 | {\"detail\":\"no\",\"status\":\"403\"} | ACCESS_DENIED | grant",
                "403 | {\"error_code\":\"X\",\"message\":\"Source IP address: 1.2.3.4 is blocked by Databricks IP ACL for"
                        + " workspace: 1\"} | ACCESS_DENIED | IP access list",
                "404 | {\"error_code\":\"SCHEMA_DOES_NOT_EXIST\"} | RESOURCE_NOT_FOUND | check its name",
                "404 | {\"error_code\":\"ENDPOINT_NOT_FOUND\"} | NOT_SUPPORTED | the thing",
                "404 | <html> | PROTOCOL_MISMATCH | HOST",
                "302 | | PROTOCOL_MISMATCH | HOST",
                "409 | {\"error_code\":\"ABORTED\"} | ISSUER_FAILED | try again",
                "429 | {\"error_code\":\"RESOURCE_EXHAUSTED\"} | ISSUER_THROTTLED | try again",
                "500 | {\"error_code\":\"INTERNAL_ERROR\"} | ISSUER_FAILED | try again",
                "503 | upstream | ISSUER_THROTTLED | try again",
                "504 | | ISSUER_FAILED | try again"
            })
    void statusAndCodeTellWhatToDo(int status, String body, ConnectionError code, String remedy) {
        ConnectionException failure = of(status, body == null ? "" : body, Map.of());

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).contains(remedy);
        assertThat(failure.getCause()).isNotNull();
    }

    @Test
    void theTimeToWaitAndTheRequestsIdAreKept() {
        ConnectionException failure = of(429, "{\"error_code\":\"X\"}", Map.of("Retry-After", List.of("17")));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
        assertThat(of(403, "{\"error_code\":\"X\",\"details\":[{\"reason\":\"Y\"},{\"request_id\":\"r-1\"}]}", Map.of())
                        .requestId())
                .contains("r-1");
        assertThat(of(429, "{}", Map.of()).retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(of(403, "{\"error_code\":\"X\"}", Map.of("X-Request-Id", List.of("r-2")))
                        .requestId())
                .contains("r-2");
    }

    @Test
    void wordsAreQuotedInOneShortLineUnlessTheyRepeatTheToken() {
        assertThat(of(403, "{\"error_code\":\"X\",\"message\":\"a\\nb\"}", Map.of()))
                .hasMessage("the thing was refused by " + HOST + " with status 403 X: a b");
        assertThat(of(403, "{\"error_code\":\"X\",\"message\":\"" + "w".repeat(1000) + "\"}", Map.of())
                        .getMessage())
                .hasSizeLessThan(500);
        assertThat(of(403, "{\"error_code\":\"X\",\"message\":\"you sent canary-token\"}", Map.of()))
                .hasMessageNotContaining("canary");
        assertThat(of(403, "{\"error_code\":\"X\"}", Map.of("X-Request-Id", List.of("canary-token")))
                        .requestId())
                .isEmpty();
    }
}
