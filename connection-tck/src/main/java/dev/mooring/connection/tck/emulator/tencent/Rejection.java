package dev.mooring.connection.tck.emulator.tencent;

/** A request whose signature is not accepted. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it is not. */
    enum Reason {
        UNSIGNED,
        MALFORMED,
        UNKNOWN_KEY,
        WRONG_TOKEN,
        WRONG_SIGNATURE,
        SKEWED,
        EXPIRED
    }

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
