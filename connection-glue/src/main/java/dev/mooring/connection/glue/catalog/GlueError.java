package dev.mooring.connection.glue.catalog;

import static dev.mooring.connection.ConnectionError.*;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The exceptions of Glue, and the codes of this library that each stands for: the first one is what it is read back as. */
public enum GlueError {
    ALREADY_EXISTS("AlreadyExistsException", NAME_ALREADY_EXISTS),
    ENTITY_NOT_FOUND("EntityNotFoundException", CONNECTION_NOT_FOUND),
    INVALID_INPUT(
            "InvalidInputException",
            INVALID_PROPERTIES,
            INVALID_NAME,
            INVALID_SCOPE,
            SQL_SYNTAX,
            UNKNOWN_TYPE,
            UNKNOWN_REGION,
            CROSS_CLOUD_NOT_SUPPORTED,
            REGION_MISMATCH,
            WRONG_REGION,
            CREDENTIAL_REJECTED,
            CONTENT_UNREADABLE,
            KERBEROS_REALM_CONFLICT,
            NOT_SUPPORTED,
            NOT_CONFIGURED,
            PROVIDER_UNAVAILABLE,
            RESOURCE_NOT_FOUND,
            SCOPE_NOT_ENFORCEABLE,
            SCOPE_TOO_LARGE),
    RESOURCE_NUMBER_LIMIT_EXCEEDED("ResourceNumberLimitExceededException", QUOTA_EXCEEDED),
    GLUE_ENCRYPTION("GlueEncryptionException", SECRET_UNREADABLE, SEAL_BROKEN),
    OPERATION_TIMEOUT("OperationTimeoutException", TIMED_OUT),
    ACCESS_DENIED(
            "AccessDeniedException", NOT_AUTHORIZED, ConnectionError.ACCESS_DENIED, ROLE_NOT_ASSUMABLE, EGRESS_REFUSED),
    FEDERATION_SOURCE("FederationSourceException", ENDPOINT_UNREACHABLE, TLS_FAILED, PROTOCOL_MISMATCH, CLOCK_SKEW),
    FEDERATION_SOURCE_RETRYABLE("FederationSourceRetryableException", ISSUER_FAILED, ISSUER_THROTTLED),
    CONFLICT("ConflictException", CONNECTION_IN_USE, CONNECTION_DISABLED, CONNECTION_NOT_READY),
    CONCURRENT_MODIFICATION("ConcurrentModificationException", CONCURRENT_CHANGE),
    THROTTLING("ThrottlingException"),
    INTERNAL_SERVICE("InternalServiceException", PROVIDER_CONTRACT, STORE_UNAVAILABLE, STORE_UNUSABLE, CLOSED);

    private final String exception;
    private final List<ConnectionError> codes;

    GlueError(String exception, ConnectionError... codes) {
        this.exception = exception;
        this.codes = List.of(codes);
    }

    /** The name that clients know it by. */
    public String exception() {
        return exception;
    }

    /** The status of the answer that carries it. */
    public int status() {
        return this == INTERNAL_SERVICE ? 500 : 400;
    }

    /** The codes that become this exception. */
    public List<ConnectionError> codes() {
        return codes;
    }

    /** What the code of a failure becomes; the code of a provider's own goes by its kind. */
    public static GlueError of(ErrorCode code) {
        return Arrays.stream(values())
                .filter(error ->
                        error.codes.stream().anyMatch(each -> each.name().equals(code.name())))
                .findFirst()
                .orElseGet(() -> switch (code.kind()) {
                    case USER -> INVALID_INPUT;
                    case PERMISSION -> ACCESS_DENIED;
                    case EXTERNAL -> FEDERATION_SOURCE;
                    case INTERNAL -> INTERNAL_SERVICE;
                });
    }

    /** The exception of that name. */
    public static Optional<GlueError> named(String exception) {
        return Arrays.stream(values())
                .filter(error -> error.exception.equals(exception))
                .findFirst();
    }

    /** The code that a failure of Glue has here. */
    public ConnectionError code() {
        return this == THROTTLING ? ISSUER_THROTTLED : codes.get(0);
    }
}
