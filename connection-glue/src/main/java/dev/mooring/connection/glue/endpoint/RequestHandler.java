package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.catalog.GlueConnections;
import dev.mooring.connection.glue.catalog.GlueError;
import dev.mooring.connection.glue.endpoint.GlueOperation.Effect;
import dev.mooring.connection.glue.endpoint.SignatureVerifier.Verified;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.JsonText;
import dev.mooring.connection.glue.json.Violations;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: finds out who asks, for what, runs it with their rights, and words failures as Glue does. */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int LONGEST_MESSAGE = 8_192;

    private final BiFunction<String, String, Connections> workspaces;
    private final CatalogSettings settings;
    private final SignatureVerifier verifier;
    private final ReplayGuard replays;

    RequestHandler(
            BiFunction<String, String, Connections> workspaces,
            CatalogSettings settings,
            SignatureVerifier verifier,
            Clock clock) {
        this.workspaces = workspaces;
        this.settings = settings;
        this.verifier = verifier;
        this.replays = new ReplayGuard(clock);
    }

    Answer handle(ReceivedRequest request) {
        String requestId = UUID.randomUUID().toString();
        try {
            Verified verified = verifier.verify(request);
            GlueOperation operation = operation(request);
            if (operation.effect() == Effect.CHANGES) {
                replays.pass(verified);
            }
            Answer answer = answer(operation, verified.key(), request, requestId);
            LOG.info(
                    "{} by {} in {}: {} [{}]",
                    operation,
                    verified.key().user(),
                    verified.key().workspace(),
                    answer.error().orElse("done"),
                    requestId);
            return answer;
        } catch (Refusal refusal) {
            LOG.info("refused: {} [{}]", refusal.code(), requestId);
            return Answer.refusing(refusal, requestId);
        } catch (RuntimeException | LinkageError e) {
            // its message may hold anything
            LOG.warn("a request failed with an unmapped {} [{}]", e.getClass().getName(), requestId);
            return Answer.refusing(failed(), requestId);
        }
    }

    private static Refusal failed() {
        GlueError error = GlueError.INTERNAL_SERVICE;
        return new Refusal(error.status(), error.exception(), "The request failed within the endpoint.");
    }

    private static GlueOperation operation(ReceivedRequest request) {
        return GlueOperation.named(request.header("x-amz-target").orElse(""))
                .orElseThrow(() ->
                        new Refusal(400, "UnknownOperationException", "This operation of Glue is not served here."));
    }

    private Answer answer(GlueOperation operation, EndpointKey key, ReceivedRequest request, String requestId) {
        try {
            return Answer.of(operation.run(call(key, request)), requestId);
        } catch (ConnectionException e) {
            GlueError error = operation.expected(GlueError.of(e.code()));
            return Answer.refusing(new Refusal(error.status(), error.exception(), message(e)), requestId);
        }
    }

    private Call call(EndpointKey key, ReceivedRequest request) {
        if (!request.header("content-type").orElse("").equals(CONTENT_TYPE)) {
            throw new Refusal(400, "SerializationException", "Send the content type " + CONTENT_TYPE + ".");
        }
        String text =
                request.text().orElseThrow(() -> new Refusal(400, "SerializationException", "The body is no UTF-8."));
        Violations violations = new Violations();
        JsonMembers json = JsonMembers.of(parsed(text), "", violations);
        GlueConnections connections = new GlueConnections(workspaces.apply(key.workspace(), key.user()), settings);
        return new Call(json, violations, connections, settings);
    }

    private static JsonPart parsed(String text) {
        try {
            return JsonText.read(text.isEmpty() ? "{}" : text, text.length() + 2);
        } catch (ConnectionException e) {
            throw new Refusal(
                    400,
                    "SerializationException",
                    e.getMessage() + e.position().map(place -> " at " + place).orElse(""));
        }
    }

    /** What a client is told of a failure: what happened and what to do, under the code that it has here. */
    static String message(ConnectionException failure) {
        String text = failure.code().name() + ": " + failure.getMessage() + " [" + failure.remedy() + "]";
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
