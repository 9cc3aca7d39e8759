package dev.mooring.connection.tck.emulator.databricks;

import java.util.Optional;

/** A refusal: a status, an error code, a message, and for some the reason that its details give. */
final class DatabricksFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Optional<String> reason;

    DatabricksFailure(int status, String code, String message) {
        this(status, code, message, Optional.empty());
    }

    DatabricksFailure(int status, String code, String message, Optional<String> reason) {
        super(message);
        this.status = status;
        this.code = code;
        this.reason = reason;
    }

    static DatabricksFailure notFound(String what) {
        return new DatabricksFailure(404, "RESOURCE_DOES_NOT_EXIST", what + " does not exist.");
    }

    static DatabricksFailure lacks(Privilege privilege, String kind, String name) {
        return new DatabricksFailure(
                403,
                "PERMISSION_DENIED",
                "User does not have " + privilege.words() + " on " + kind + " '" + name + "'.");
    }

    static DatabricksFailure invalid(String message) {
        return new DatabricksFailure(400, "INVALID_PARAMETER_VALUE", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<String> reason() {
        return reason;
    }
}
