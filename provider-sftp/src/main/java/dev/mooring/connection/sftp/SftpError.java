package dev.mooring.connection.sftp;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with SFTP only. */
enum SftpError implements ErrorCode {
    SFTP_HOST_KEY_UNKNOWN(
            Kind.USER,
            "ask the server's operator for the fingerprint of its key; if it is the one shown, set HOST_KEYS to it"),
    SFTP_HOST_KEY_MISMATCH(
            Kind.PERMISSION,
            "something else may answer in the server's place: ask its operator whether the key was changed, and only"
                    + " then set HOST_KEYS to the one shown"),
    SFTP_NO_COMMON_ALGORITHM(
            Kind.EXTERNAL,
            "let the server's operator enable algorithms that are not outdated, such as curve25519 and AES");

    private final Kind kind;
    private final String remedy;

    SftpError(Kind kind, String remedy) {
        this.kind = kind;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
