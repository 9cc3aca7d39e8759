package dev.mooring.connection.sftp.bridge;

import java.io.IOException;

/** A server showed a key that is not pinned. It may be another server than it says. */
public final class UntrustedHostKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String fingerprint;
    private final String publicKey;
    private final boolean isOther;

    UntrustedHostKeyException(String fingerprint, String publicKey, boolean isOther) {
        super("the server shows the key " + fingerprint + ", which is not pinned");
        this.fingerprint = fingerprint;
        this.publicKey = publicKey;
        this.isOther = isOther;
    }

    /** The key's SHA-256 fingerprint, {@code SHA256:…}. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The key as OpenSSH writes it. */
    public String publicKey() {
        return publicKey;
    }

    /** Whether keys are pinned, but none of them is this one. */
    public boolean isOther() {
        return isOther;
    }
}
