package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.util.Map;

/** A service that is called in JSON, with the operation in a header. */
abstract sealed class AwsJsonService extends AwsService permits KmsEmulator, SecretsManagerEmulator {
    static final JsonMapper JSON = new JsonMapper();

    private final String target;

    /**
     * A service.
     *
     * @param target what stands before the names of operations
     */
    AwsJsonService(String name, String target) {
        super(name);
        this.target = target + ".";
    }

    /** Whether the request, which is not signed, would be for this service. */
    final boolean isTarget(EmulatedRequest request) {
        return request.header("x-amz-target").orElse("").startsWith(target);
    }

    @Override
    final AwsOperation operation(EmulatedRequest request) {
        String asked = request.header("x-amz-target").orElse("");
        String name = asked.startsWith(target) ? asked.substring(target.length()) : "Unknown";
        return new AwsOperation(name, parameters(request.text()));
    }

    /** What the emulator understands of a request's body. */
    abstract Map<String, String> parameters(String body);

    @Override
    final AwsFailure refusal(AwsOperation operation, Rejection rejection) {
        AwsFailure refused = AwsFailure.refusedSignature(rejection);
        return new AwsFailure(400, refused.code(), refused.message());
    }

    @Override
    final EmulatedResponse render(AwsFailure failure, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("__type", failure.code()).put("message", failure.message());
        return json(failure.status(), body);
    }

    /** Fails unless the caller may. */
    static void require(AwsCall call, String action, String resource, Map<String, String> context) {
        if (!call.caller().isAllowed(action, resource, context)) {
            AwsFailure denied = AwsFailure.accessDenied(call.caller(), action, resource);
            throw new AwsFailure(400, "AccessDeniedException", denied.message());
        }
    }

    static AwsFailure unknownOperation() {
        return new AwsFailure(400, "UnknownOperationException", "the emulator knows no such operation");
    }

    static EmulatedResponse json(int status, ObjectNode body) {
        return EmulatedResponse.of(status, body.toString()).header("Content-Type", "application/x-amz-json-1.1");
    }
}
