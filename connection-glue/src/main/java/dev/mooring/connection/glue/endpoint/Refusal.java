package dev.mooring.connection.glue.endpoint;

/** An answer that is no answer: the client is told its code and why. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A request that is not what its sender says it is, or whose sender is nobody. */
    static Refusal unsigned(String code, String message) {
        return new Refusal(400, code, message);
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
}
