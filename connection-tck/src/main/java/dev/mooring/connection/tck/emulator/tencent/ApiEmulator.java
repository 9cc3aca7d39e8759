package dev.mooring.connection.tck.emulator.tencent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the services have in common that take actions as JSON: TC3 signatures, and status 200 also for errors. */
public abstract sealed class ApiEmulator extends TencentService permits StsEmulator, ScfEmulator {
    static final JsonMapper JSON = new JsonMapper();

    private final String version;

    ApiEmulator(String name, String version) {
        super(name);
        this.version = version;
    }

    /** The version of the API, which tells the services apart. */
    final String version() {
        return version;
    }

    @Override
    final TencentOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> field :
                    JSON.readTree(request.text()).properties()) {
                parameters.put(field.getKey(), field.getValue().asText());
            }
        } catch (JsonProcessingException e) {
            parameters.clear();
        }
        return new TencentOperation(
                request.header("x-tc-action").orElse(""),
                request.header("x-tc-region").orElse(""),
                parameters);
    }

    @Override
    final SigningKey verify(EmulatedRequest request, KeyRing ring) {
        return new Tc3Verifier(ring).verify(request, name());
    }

    @Override
    final TencentFailure refusal(TencentOperation operation, Rejection rejection) {
        String code = switch (rejection.reason()) {
            case UNSIGNED, MALFORMED -> "AuthFailure.InvalidAuthorization";
            case UNKNOWN_KEY -> "AuthFailure.SecretIdNotFound";
            case WRONG_TOKEN, EXPIRED -> "AuthFailure.TokenFailure";
            case WRONG_SIGNATURE -> "AuthFailure.SignatureFailure";
            case SKEWED -> "AuthFailure.SignatureExpire";
        };
        return TencentFailure.api(code, rejection.message());
    }

    @Override
    final TencentFailure failure(TencentFault kind) {
        return switch (kind) {
            case THROTTLED ->
                TencentFailure.api(
                        "RequestLimitExceeded",
                        "Your current request times equals to `21` in a second, which exceeds the frequency limit `20`"
                                + " for a second. Please reduce the frequency of calls.");
            case REGION_UNSUPPORTED -> TencentFailure.api("UnsupportedRegion", "The region is not supported.");
            case NOT_ACTIVATED ->
                TencentFailure.api("ResourceUnavailable", "The service is not activated for this account.");
            case UNAVAILABLE, HANGING, RESET ->
                TencentFailure.api("InternalError", "An internal error has occurred. Retry your request.");
        };
    }

    @Override
    final EmulatedResponse render(TencentOperation operation, TencentFailure failure, String requestId) {
        ObjectNode response = JSON.createObjectNode();
        response.putObject("Error").put("Code", failure.code()).put("Message", failure.message());
        return answered(response, requestId);
    }

    static EmulatedResponse answered(ObjectNode response, String requestId) {
        ObjectNode root = JSON.createObjectNode();
        root.set("Response", response.put("RequestId", requestId));
        return EmulatedResponse.of(200, root.toString()).header("Content-Type", "application/json");
    }

    static TencentFailure denied(TencentCall call, String action, String resource) {
        return TencentFailure.api(
                "UnauthorizedOperation",
                "[request id:" + call.requestId() + "]you are not authorized to perform operation (" + action
                        + ") resource (" + resource + ") has no permission");
    }

    static TencentFailure unknownAction(TencentCall call) {
        return TencentFailure.api(
                "InvalidAction", "The action `" + call.operation().name() + "` is invalid or not found.");
    }
}
