package dev.mooring.connection.tck;

/** Stands for a vendor SDK's exception. */
final class TokenServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    TokenServiceException(int status) {
        super("the token service answered " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
