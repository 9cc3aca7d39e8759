package dev.mooring.connection.http.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.http.wire.ApiErrors;
import dev.mooring.connection.http.wire.LakeSail;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls of the LakeSail API through a client that adds the header. */
final class LakeSailApi {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI endpoint;

    LakeSailApi(HttpClient client, URI endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    static URI endpoint(CredentialSource source) {
        return HttpEndpoint.of(source.vended().details())
                .map(HttpEndpoint::url)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED,
                        "connection " + source.connection().name() + " is not of type LAKESAIL"));
    }

    LakeSailIdentity me() {
        URI uri = LakeSail.me(endpoint);
        return LakeSailIdentity.read(json("GET", uri, ""))
                .orElseThrow(() -> HttpFailures.unexpected(LakeSail.WHO, uri, "its answer names nobody"));
    }

    JsonObject createKey(String serviceAccountId, String body) {
        return json("POST", LakeSail.keys(endpoint, serviceAccountId), body);
    }

    JsonObject describeKey(String serviceAccountId, String keyId) {
        return json("GET", LakeSail.key(endpoint, serviceAccountId, keyId), "");
    }

    /** Whether there was such a key. */
    boolean deleteKey(String serviceAccountId, String keyId) {
        URI uri = LakeSail.key(endpoint, serviceAccountId, keyId);
        HttpAnswer answer = answer("DELETE", uri, "");
        if (answer.status() == 404) {
            return false;
        }
        requireSuccess(uri, answer);
        return true;
    }

    private JsonObject json(String method, URI uri, String body) {
        HttpAnswer answer = answer(method, uri, body);
        requireSuccess(uri, answer);
        return JsonObject.parse(answer.body())
                .orElseThrow(() -> HttpFailures.unexpected(LakeSail.WHO, uri, "its answer is no JSON object"));
    }

    private static void requireSuccess(URI uri, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw new ApiErrors(LakeSail.WHO, SecretForms.none()).of(uri, answer);
        }
    }

    private HttpAnswer answer(String method, URI uri, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new HttpAnswer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw HttpFailures.of(LakeSail.WHO, uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the call of " + uri + " was interrupted", "try again", e);
        }
    }
}
