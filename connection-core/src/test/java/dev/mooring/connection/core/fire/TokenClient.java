package dev.mooring.connection.core.fire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A provider's client of a token service: one attempt, a limit for the whole of it, every failure as a code. */
final class TokenClient {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;
    private volatile Duration limit = PATIENT;

    TokenClient(URI address) {
        this.address = address;
    }

    /** For a service that will not answer anyway. */
    void beImpatient() {
        limit = IMPATIENT;
    }

    void bePatient() {
        limit = PATIENT;
    }

    String token() throws InterruptedException {
        HttpResponse<String> response = send();
        if (response.statusCode() == 429) {
            throw ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "the service is throttled")
                    .retryAfter(Duration.ofSeconds(
                            response.headers().firstValueAsLong("Retry-After").orElse(1)))
                    .build();
        }
        if (response.statusCode() != 200) {
            throw failed(ConnectionError.ISSUER_FAILED, "the service answered " + response.statusCode());
        }
        JsonNode token = parsed(response.body()).path("token");
        if (!token.isTextual()) {
            throw failed(ConnectionError.PROTOCOL_MISMATCH, "the service answered without a token");
        }
        return token.textValue();
    }

    private HttpResponse<String> send() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        CompletableFuture<HttpResponse<String>> response =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // the request's own timeout ends with the headers, and a drip comes after them
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw failed(ConnectionError.TIMED_OUT, "the service did not answer in time");
        } catch (ExecutionException e) {
            throw failed(ConnectionError.ENDPOINT_UNREACHABLE, "the service broke off the connection");
        }
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw failed(ConnectionError.PROTOCOL_MISMATCH, "the service answered something else than JSON");
        }
    }

    private static ConnectionException failed(ConnectionError code, String message) {
        return new ConnectionException(code, message);
    }
}
