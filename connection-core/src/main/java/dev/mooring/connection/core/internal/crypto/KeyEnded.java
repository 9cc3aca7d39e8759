package dev.mooring.connection.core.internal.crypto;

/** The cause of a refusal to store or to open what is under a key that is not in use, or not any more. */
public final class KeyEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the key of that id. */
    public KeyEnded(String keyId) {
        super("key " + keyId + " is not in use");
    }
}
