package dev.mooring.connection.databricks;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpCall;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import dev.mooring.connection.support.oauth.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The REST interface of a workspace or of an open-source server, as one principal: one attempt per request. */
final class WorkspaceApi {
    /** A table with thousands of columns is described in less. */
    private static final int LARGEST = 8 << 20;

    private static final String ENDPOINT = "Databricks interface";

    private final URI host;
    private final Optional<Secret> token;
    private final ProviderContext context;

    /** Without a token, for a server that asks for none. */
    WorkspaceApi(URI host, Optional<Secret> token, ProviderContext context) {
        this.host = host;
        this.token = token;
        this.context = context;
    }

    /**
     * An answer. Prints nothing of its body, which may hold credentials.
     *
     * @param body its JSON object
     * @param receipt what it says about itself
     */
    record Reply(JsonObject body, Receipt receipt) {
        /** The text of a field; empty when it is absent or empty. */
        Optional<String> text(String field) {
            return body.text(field).filter(text -> !text.isEmpty());
        }

        @Override
        public String toString() {
            return "Reply[" + receipt + "]";
        }
    }

    Reply get(String path, DatabricksErrors.Asked asked) {
        return send(HttpCall.get(host.resolve(path)), asked);
    }

    Reply post(String path, Map<String, ?> body, DatabricksErrors.Asked asked) {
        return send(HttpCall.postJson(host.resolve(path), JsonObject.write(body)), asked);
    }

    private Reply send(HttpCall call, DatabricksErrors.Asked asked) {
        BoundedHttp.requirePrivate(host, ENDPOINT, "tokens and credentials", context);
        HttpCall signed = token.map(secret -> call.header("Authorization", "Bearer " + secret.reveal()))
                .orElse(call);
        SecretForms secrets =
                token.map(secret -> SecretForms.of("token", secret)).orElseGet(SecretForms::none);
        HttpAnswer answer;
        try {
            answer = new BoundedHttp(context.timeout(), LARGEST).send(signed);
        } catch (IOException e) {
            throw HttpFailures.of("the " + ENDPOINT, host, e);
        }
        Optional<JsonObject> body = JsonObject.parse(answer.body());
        if (answer.status() != 200) {
            throw DatabricksErrors.of(host, answer, body, asked, secrets);
        }
        return new Reply(body.orElseThrow(() -> DatabricksErrors.page(host, answer)), answer.receipt(secrets));
    }
}
