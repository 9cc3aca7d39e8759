package dev.mooring.connection.tck.emulator.tencent;

/** A refusal as the service words it; the API answers all of them with status 200. */
final class TencentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    TencentFailure(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** A refusal of the API. */
    static TencentFailure api(String code, String message) {
        return new TencentFailure(200, code, message);
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
