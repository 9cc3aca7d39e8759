package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Answers in JSON, as the workspace words them. */
final class Answers {
    private static final JsonMapper JSON = new JsonMapper();

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    ObjectNode object() {
        return JSON.createObjectNode();
    }

    EmulatedResponse of(int status, JsonNode body) {
        return EmulatedResponse.of(status, body.toString())
                .header("Content-Type", "application/json")
                .header("X-Request-Id", UUID.randomUUID().toString())
                .header(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().atZone(ZoneOffset.UTC)));
    }

    EmulatedResponse refusal(DatabricksFailure failure) {
        ObjectNode body = object().put("error_code", failure.code()).put("message", failure.getMessage());
        failure.reason()
                .ifPresent(reason -> body.putArray("details")
                        .addObject()
                        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                        .put("reason", reason)
                        .put("domain", "unity-catalog.databricks.com"));
        return of(failure.status(), body);
    }

    /** RFC 6749, 5.2. */
    EmulatedResponse tokenRefusal(int status, String error, String description) {
        return of(status, object().put("error", error).put("error_description", description));
    }

    /** What a request carries; anything else than an object is refused. */
    ObjectNode body(EmulatedRequest request) {
        try {
            if (JSON.readTree(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new DatabricksFailure(400, "MALFORMED_REQUEST", "Invalid JSON given in the body of the request");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new DatabricksFailure(400, "MALFORMED_REQUEST", "Request body is not an object");
    }
}
