package dev.mooring.connection.tck.emulator.aliyun;

/** Why a request's signature is refused. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Reasons, which each service words in its own way. */
    enum Reason {
        UNSIGNED,
        MALFORMED,
        UNKNOWN_KEY,
        INACTIVE_KEY,
        MISSING_TOKEN,
        WRONG_TOKEN,
        WRONG_SIGNATURE,
        SKEWED,
        REPLAYED,
        EXPIRED
    }

    /** The message of a wrong signature is what the service had signed, which real services repeat too. */
    Rejection(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
