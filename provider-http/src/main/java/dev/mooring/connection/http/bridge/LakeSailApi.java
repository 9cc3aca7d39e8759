package dev.mooring.connection.http.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.http.wire.ApiErrors;
import dev.mooring.connection.http.wire.LakeSail;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Calls of the LakeSail API as a source: of bounded size and time, without redirects. */
final class LakeSailApi {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CredentialSource source;

    LakeSailApi(CredentialSource source) {
        this.source = source;
    }

    LakeSailIdentity me() {
        URI uri = LakeSail.me(endpoint());
        return LakeSailIdentity.read(json(HttpCall.get(uri)))
                .orElseThrow(() -> HttpFailures.unexpected(LakeSail.WHO, uri, "its answer names nobody"));
    }

    JsonObject createKey(String serviceAccountId, String body) {
        return json(HttpCall.postJson(LakeSail.keys(endpoint(), serviceAccountId), body));
    }

    JsonObject describeKey(String serviceAccountId, String keyId) {
        return json(HttpCall.get(LakeSail.key(endpoint(), serviceAccountId, keyId)));
    }

    /** Whether there was such a key. */
    boolean deleteKey(String serviceAccountId, String keyId) {
        HttpCall call = HttpCall.of("DELETE", LakeSail.key(endpoint(), serviceAccountId, keyId));
        Answered answered = send(call);
        if (answered.answer().status() == 404) {
            return false;
        }
        answered.requireSuccess(call.uri());
        return true;
    }

    URI endpoint() {
        return endpoint(source.vended()).url();
    }

    private HttpEndpoint endpoint(Vended vended) {
        return HttpEndpoint.of(vended.details())
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_SUPPORTED,
                        "connection " + source.connection().name() + " is not of type LAKESAIL"));
    }

    private JsonObject json(HttpCall call) {
        Answered answered = send(call);
        answered.requireSuccess(call.uri());
        return JsonObject.parse(answered.answer().body())
                .orElseThrow(() -> HttpFailures.unexpected(LakeSail.WHO, call.uri(), "its answer is no JSON object"));
    }

    private Answered send(HttpCall call) {
        Vended vended = source.vended();
        AuthorizationHeader header = AuthorizationHeader.of(vended.credential())
                .filter(present -> endpoint(vended).admits(call.uri()))
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.EGRESS_REFUSED,
                        "the connection's key may not be sent to " + call.uri(),
                        "use the https address of the platform"));
        try {
            HttpAnswer answer = new BoundedHttp(LIMIT)
                    .send(call.header(header.name(), header.value().reveal()));
            return new Answered(answer, header);
        } catch (IOException e) {
            throw HttpFailures.of(LakeSail.WHO, call.uri(), e);
        }
    }

    /** An answer, and what it must not be quoted with. */
    private record Answered(HttpAnswer answer, AuthorizationHeader header) {
        void requireSuccess(URI uri) {
            if (!answer.isSuccess()) {
                throw new ApiErrors(LakeSail.WHO, header.forms()).of(uri, answer);
            }
        }
    }
}
