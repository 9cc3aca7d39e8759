package dev.mooring.connection.http.wire;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.net.URI;
import java.util.Optional;

/** What the answers of an API mean that are none of success. Immutable. */
public final class ApiErrors {
    private static final int LONGEST_WORDS = 200;

    private final String who;
    private final SecretForms secrets;

    /**
     * Failures of one API.
     *
     * @param who who answered, as a noun: {@code the LakeSail API}
     * @param secrets what must not be repeated
     */
    public ApiErrors(String who, SecretForms secrets) {
        this.who = who;
        this.secrets = secrets;
    }

    /** The failure that the answer stands for. */
    public ConnectionException of(URI uri, HttpAnswer answer) {
        int status = answer.status();
        if (HttpFailures.isThrottled(answer)) {
            return HttpFailures.throttled(who, uri, answer);
        }
        if (status >= 500) {
            return HttpFailures.failed(who, uri, answer);
        }
        return switch (status) {
            // 419 is how Iceberg catalogs say that a token is over
            case 401, 419 ->
                refused(
                        ConnectionError.CREDENTIAL_REJECTED,
                        uri,
                        answer,
                        "replace what the connection authenticates with; the service does not know it, or not any more");
            case 403 ->
                refused(ConnectionError.ACCESS_DENIED, uri, answer, "let the connection's identity use this resource");
            case 404, 410 ->
                refused(ConnectionError.RESOURCE_NOT_FOUND, uri, answer, "check host, path and version of the API");
            default ->
                refused(ConnectionError.PROTOCOL_MISMATCH, uri, answer, "check host, path and version of the API");
        };
    }

    private ConnectionException refused(ConnectionError code, URI uri, HttpAnswer answer, String remedy) {
        String redirect = answer.status() / 100 == 3 ? "; redirects are not followed" : "";
        ConnectionException.Builder failure = ConnectionException.builder(
                        code, who + " " + uri + " answered " + answer.status() + redirect + words(answer))
                .remedy(remedy)
                .cause(HttpFailures.refusal(answer));
        answer.requestId(secrets).ifPresent(failure::requestId);
        return failure.build();
    }

    /** A service's own words help, unless they repeat what must not be repeated. */
    private String words(HttpAnswer answer) {
        return JsonObject.parse(answer.body())
                .or(() -> first(answer.body()))
                .flatMap(ApiErrors::words)
                .filter(words -> !secrets.isIn(words))
                .map(words -> words.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(words -> !words.isEmpty() && !secrets.isIn(words))
                .map(words -> ": " + (words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words))
                .orElse("");
    }

    /** Some services list their errors. */
    private static Optional<JsonObject> first(String body) {
        return JsonObject.parse("{\"all\":" + body + "}")
                .flatMap(list -> list.objects("all").stream().findFirst());
    }

    private static Optional<String> words(JsonObject body) {
        return body.text("message")
                .or(() -> body.object("error").flatMap(error -> error.text("message")))
                .or(() -> body.text("error_description"))
                .or(() -> body.text("error"));
    }
}
