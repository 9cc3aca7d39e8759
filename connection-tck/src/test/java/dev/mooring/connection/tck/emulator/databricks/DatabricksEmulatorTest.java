package dev.mooring.connection.tck.emulator.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.tck.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabricksEmulatorTest {
    private static final String GRANT = "grant_type=client_credentials&scope=all-apis";

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final DatabricksEmulator workspace = DatabricksEmulator.start(clock)
            .principal("id", "secret")
            .endpoint("projects/p/branches/b/endpoints/e")
            .instance("i");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        workspace.close();
    }

    private HttpResponse<String> post(String path, String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(workspace.host().resolve(path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        URI uri = workspace.host().resolve(path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String field(HttpResponse<String> answer, String name) throws IOException {
        return new JsonMapper().readTree(answer.body()).path(name).asText();
    }

    private String bearer() throws Exception {
        return "Bearer " + field(post("/oidc/v1/token", basic("id:secret"), GRANT), "access_token");
    }

    @ParameterizedTest
    @CsvSource({
        "id:secret, " + GRANT + ", 200, ''",
        "id:wrong, " + GRANT + ", 401, invalid_client",
        "other:secret, " + GRANT + ", 401, invalid_client",
        "'', " + GRANT + ", 401, invalid_client",
        "id:secret, grant_type=password&scope=all-apis, 400, unsupported_grant_type",
        "id:secret, grant_type=client_credentials&scope=some, 400, invalid_scope",
        "id:secret, grant_type=client_credentials, 400, invalid_scope"
    })
    void tokensAreForClientsWithTheirSecretAndTheOneGrant(String pair, String form, int status, String error)
            throws Exception {
        for (String path :
                new String[] {"/oidc/v1/token", "/oidc/accounts/" + DatabricksEmulator.ACCOUNT_ID + "/v1/token"}) {
            HttpResponse<String> answer = post(path, pair.isEmpty() ? "" : basic(pair), form);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(field(answer, "error")).isEqualTo(error);
        }
    }

    @Test
    void theInterfaceIsForTokensThatLive() throws Exception {
        String bearer = bearer();
        assertThat(field(get("/api/2.0/preview/scim/v2/Me", bearer), "userName"))
                .isEqualTo("id");
        assertThat(get("/api/2.0/preview/scim/v2/Me", "Bearer other").statusCode())
                .isEqualTo(401);
        assertThat(get("/api/2.0/preview/scim/v2/Me", basic("id:secret")).statusCode())
                .isEqualTo(401);

        workspace.withoutAccess("id");
        HttpResponse<String> refused = get("/api/2.1/unity-catalog/catalogs", bearer);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(field(refused, "message")).contains("workspace-access entitlement");
        workspace.withAccess("id");

        clock.advance(Duration.ofHours(1));
        assertThat(get("/api/2.0/preview/scim/v2/Me", bearer).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/2.0/postgres/credentials | {} | INVALID_PARAMETER_VALUE",
                "/api/2.0/postgres/credentials | {\"endpoint\":\"e\"} | INVALID_PARAMETER_VALUE",
                "/api/2.0/postgres/credentials | {\"endpoint\":\"projects/p/branches/b/endpoints/x\"} |"
                        + " RESOURCE_DOES_NOT_EXIST",
                "/api/2.0/postgres/credentials | {\"endpoint\":\"projects/p/branches/b/endpoints/e\",\"ttl\":\"299s\"} |"
                        + " INVALID_PARAMETER_VALUE",
                "/api/2.0/postgres/credentials | {\"endpoint\":\"projects/p/branches/b/endpoints/e\",\"ttl\":\"3601s\"} |"
                        + " INVALID_PARAMETER_VALUE",
                "/api/2.0/postgres/credentials | no json | MALFORMED_REQUEST",
                "/api/2.0/database/credentials | {\"instance_names\":[\"i\"]} | INVALID_PARAMETER_VALUE",
                "/api/2.0/database/credentials | {\"instance_names\":[\"x\"],\"request_id\":\"1\"} |"
                        + " RESOURCE_DOES_NOT_EXIST",
                "/api/2.0/other | {} | ENDPOINT_NOT_FOUND",
                "/api/2.1/unity-catalog/temporary-path-credentials | {\"url\":\"s3://b/p\"} | INVALID_PARAMETER_VALUE",
                "/api/2.1/unity-catalog/temporary-path-credentials |"
                        + " {\"url\":\"s3://b/p\",\"operation\":\"UNKNOWN_PATH_OPERATION\"} | INVALID_PARAMETER_VALUE",
                "/api/2.1/unity-catalog/temporary-table-credentials | {\"table_id\":\"x\",\"operation\":\"READ\"} |"
                        + " RESOURCE_DOES_NOT_EXIST"
            })
    void requestsThatAreWrongAreRefusedByTheirCode(String path, String body, String code) throws Exception {
        assertThat(field(post(path, bearer(), body), "error_code")).isEqualTo(code);
    }

    @Test
    void aPasswordIsToldToTheDatabasesBeforeItsCaller() throws Exception {
        StringBuilder told = new StringBuilder();
        workspace.passwords((user, password, until) -> told.append(user).append(password));

        HttpResponse<String> answer =
                post("/api/2.0/postgres/credentials", bearer(), "{\"endpoint\":\"projects/p/branches/b/endpoints/e\"}");

        assertThat(told).hasToString("id" + field(answer, "token"));
        assertThat(field(answer, "expire_time")).isEqualTo("2026-03-01T11:00:00Z");
    }
}
