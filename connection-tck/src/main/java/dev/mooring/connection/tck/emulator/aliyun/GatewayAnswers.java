package dev.mooring.connection.tck.emulator.aliyun;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedResponse;

/** How the API gateway in front of STS and Function Compute words what it refuses. */
final class GatewayAnswers {
    private static final JsonMapper JSON = new JsonMapper();

    private GatewayAnswers() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static EmulatedResponse json(int status, ObjectNode body) {
        return EmulatedResponse.of(status, body.toString()).header("Content-Type", "application/json;charset=utf-8");
    }

    static AliyunFailure refusal(Rejection rejection) {
        String message = rejection.message();
        return switch (rejection.reason()) {
            case UNSIGNED -> new AliyunFailure(400, "MissingAccessKeyId", "AccessKeyId is mandatory for this action.");
            case MALFORMED -> new AliyunFailure(400, "IncompleteSignature", message);
            case UNKNOWN_KEY -> new AliyunFailure(404, "InvalidAccessKeyId.NotFound", message);
            case INACTIVE_KEY -> new AliyunFailure(403, "InvalidAccessKeyId.Inactive", message);
            case MISSING_TOKEN -> new AliyunFailure(400, "MissingSecurityToken", message);
            case WRONG_TOKEN -> new AliyunFailure(400, "InvalidSecurityToken.MismatchWithAccessKey", message);
            case EXPIRED -> new AliyunFailure(400, "InvalidSecurityToken.Expired", message);
            case WRONG_SIGNATURE ->
                new AliyunFailure(
                        400,
                        "SignatureDoesNotMatch",
                        "Specified signature does not match our calculation. server string to sign is:" + message);
            case SKEWED -> new AliyunFailure(400, "InvalidTimeStamp.Expired", message);
            case REPLAYED -> new AliyunFailure(400, "SignatureNonceUsed", message);
        };
    }

    static EmulatedResponse render(AliyunFailure failure, String requestId) {
        ObjectNode body = object().put("RequestId", requestId)
                .put("HostId", "emulator")
                .put("Code", failure.code())
                .put("Message", failure.message())
                .put("Recommend", "https://api.aliyun.com/troubleshoot");
        return json(failure.status(), body);
    }
}
