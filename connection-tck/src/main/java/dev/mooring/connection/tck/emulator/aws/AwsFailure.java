package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as the service words it. */
final class AwsFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> details;

    AwsFailure(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private AwsFailure(int status, String code, String message, Map<String, String> details) {
        super(message);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    static AwsFailure accessDenied(AwsPrincipal caller, String action, String resource) {
        return new AwsFailure(
                403,
                "AccessDenied",
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + resource);
    }

    /** How services that speak JSON word a refused signature. */
    static AwsFailure refusedSignature(Rejection rejection) {
        String message = String.valueOf(rejection.getMessage());
        return switch (rejection.reason()) {
            case UNSIGNED -> new AwsFailure(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
            case MALFORMED -> new AwsFailure(403, "IncompleteSignatureException", message);
            case UNKNOWN_KEY, WRONG_TOKEN -> unrecognizedClient();
            case WRONG_SIGNATURE, SKEWED, WRONG_PAYLOAD -> new AwsFailure(403, "InvalidSignatureException", message);
            case EXPIRED ->
                new AwsFailure(403, "ExpiredTokenException", "The security token included in the request is expired");
        };
    }

    /** How they word a key that they do not know. */
    static AwsFailure unrecognizedClient() {
        return new AwsFailure(
                403, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    /** This failure with a further element. */
    AwsFailure with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AwsFailure(status, code, message(), more);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Map<String, String> details() {
        return details;
    }
}
