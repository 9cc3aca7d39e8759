package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import java.util.Optional;

/**
 * What a client is told.
 *
 * @param status the status
 * @param error the name of an error
 * @param body JSON
 * @param requestId names the request in logs
 */
record Answer(int status, Optional<String> error, String body, String requestId) {
    static Answer of(JsonPart.Struct result, String requestId) {
        return new Answer(200, Optional.empty(), JsonText.write(result), requestId);
    }

    static Answer refusing(Refusal refusal, String requestId) {
        JsonPart.Struct body = new JsonBuilder()
                .text("__type", refusal.code())
                .text("Message", refusal.message())
                .build();
        return new Answer(refusal.status(), Optional.of(refusal.code()), JsonText.write(body), requestId);
    }

    /** Without the body, which may hold a password where the deployment gives them back. */
    @Override
    public String toString() {
        return "Answer[" + status + error.map(name -> " " + name).orElse("") + ", " + requestId + "]";
    }
}
