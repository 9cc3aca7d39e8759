package dev.mooring.benchmarks.subject;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import com.databricks.sdk.core.oauth.CachedTokenSource;
import com.databricks.sdk.core.oauth.ClientCredentials;
import com.databricks.sdk.core.oauth.Token;
import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.TokenService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The cache over the SDK's own client-credentials flow, with the network replaced and its retries kept. */
final class DatabricksSubject implements Subject {
    private final KeyedHandles keyed = new KeyedHandles();
    private final HttpClient http;
    private final Consumer<CachedTokenSource.Builder> options;

    DatabricksSubject(TokenService service, Consumer<CachedTokenSource.Builder> options) {
        this.http = request -> answer(service, request);
        this.options = options;
    }

    /** By default a token counts as expired 40 s before its end. */
    static void tune(CachedTokenSource.Builder builder) {
        builder.setExpiryBuffer(Duration.ofMillis(200)).setStaleDuration(Duration.ofSeconds(1));
    }

    private static Response answer(TokenService service, Request request) {
        try {
            String body = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                    .formatted(service.issue().id(), service.terms().lifetime().toSeconds());
            return new Response(request, 200, "OK", json(), body);
        } catch (Refusal refusal) {
            return new Response(
                    request,
                    refusal.status(),
                    "refused",
                    json(),
                    refusal.isThrottle()
                            ? "{\"error_code\":\"RESOURCE_EXHAUSTED\",\"message\":\"too many requests\"}"
                            : "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"unavailable\"}");
        }
    }

    private static Map<String, List<String>> json() {
        return Map.of("Content-Type", List.of("application/json"));
    }

    @Override
    public Handle handle(String key) {
        CachedTokenSource.Builder builder = new CachedTokenSource.Builder(new ClientCredentials.Builder()
                .withClientId(key)
                .withClientSecret("secret")
                .withTokenUrl("https://tokens.example/oidc/v1/token")
                .withHttpClient(http)
                .build());
        options.accept(builder);
        return builder.build()::getToken;
    }

    @Override
    public Handle lookup(String key) {
        return keyed.lookup(key, handle(key));
    }

    @Override
    public String tokenId(Object credential) {
        return ((Token) credential).getAccessToken();
    }
}
