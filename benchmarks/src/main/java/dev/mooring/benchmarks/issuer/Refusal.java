package dev.mooring.benchmarks.issuer;

/** The service answered without a token. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Refusal(int status) {
        super("status " + status, null, false, false);
        this.status = status;
    }

    /** The status as HTTP has it: 429 above the ceiling, 503 for a failure. */
    public int status() {
        return status;
    }

    /** Whether the service had too many requests under way. */
    public boolean isThrottle() {
        return status == TokenService.THROTTLED;
    }
}
