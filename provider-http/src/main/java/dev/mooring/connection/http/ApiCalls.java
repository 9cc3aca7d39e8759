package dev.mooring.connection.http;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.bridge.AuthorizationHeader;
import dev.mooring.connection.http.wire.ApiErrors;
import dev.mooring.connection.spi.ProbeRun;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.Dialer;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Calls of one API with a credential: one attempt each, no redirect. Immutable. */
final class ApiCalls {
    /** Lists of models and of namespaces may be long. */
    private static final int LARGEST = 2 << 20;

    private final ProviderContext context;
    private final String who;
    private final Credential credential;
    private final SecretForms secrets;

    /**
     * Calls with that credential.
     *
     * @param who whose API it is, as a noun: {@code the LakeSail API}
     */
    ApiCalls(ProviderContext context, String who, Credential credential) {
        this.context = context;
        this.who = who;
        this.credential = credential;
        this.secrets = AuthorizationHeader.of(credential)
                .map(AuthorizationHeader::forms)
                .orElseGet(SecretForms::none);
    }

    /** What was sent secretly. */
    SecretForms secrets() {
        return secrets;
    }

    /** The answer to the call with the credential's header, whatever its status. */
    HttpAnswer send(HttpCall call, Duration limit) {
        URI uri = call.uri();
        BoundedHttp.requirePrivate(uri, who.replaceFirst("^the ", ""), "what proves who calls", context);
        HttpCall authorized = AuthorizationHeader.of(credential)
                .map(header -> call.header(header.name(), header.value().reveal()))
                .orElse(call);
        try {
            return new BoundedHttp(limit, LARGEST).send(authorized);
        } catch (IOException e) {
            throw HttpFailures.of(who, uri, e);
        }
    }

    /** The answer of success to a GET. */
    HttpAnswer get(URI uri, Duration limit) {
        return successful(uri, send(HttpCall.get(uri), limit));
    }

    /** As {@link #get(URI, Duration)}, within what is left of a test. */
    HttpAnswer get(URI uri, ProbeRun run) {
        return get(uri, new Dialer(context).limit(run));
    }

    /** The answer, if it is one of success. */
    HttpAnswer successful(URI uri, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw new ApiErrors(who, secrets).of(uri, answer);
        }
        return answer;
    }

    /** The answer's JSON object. */
    JsonObject json(URI uri, HttpAnswer answer) {
        Optional<JsonObject> object = JsonObject.parse(answer.body());
        return object.orElseThrow(() -> HttpFailures.unexpected(who, uri, "its answer is no JSON object"));
    }
}
