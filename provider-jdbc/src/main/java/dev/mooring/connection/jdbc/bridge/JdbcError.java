package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.ErrorCode;

/** What goes wrong with JDBC only. */
public enum JdbcError implements ErrorCode {
    /** Nobody added the driver. */
    JDBC_DRIVER_MISSING(Kind.USER, "add the driver's jar to the application's class path"),
    /** The server speaks no TLS. */
    JDBC_TLS_NOT_OFFERED(
            Kind.USER,
            "let the server's operator turn TLS on; only if the way to it is protected by other means, set"
                    + " JDBC_ENFORCE_SSL = false"),
    /** The server wants TLS. */
    JDBC_TLS_REQUIRED(
            Kind.USER, "set JDBC_ENFORCE_SSL = true, and CUSTOM_JDBC_CERT to the authority of its certificate"),
    /** The server wants a kind of login that sends or does what a connection does not. */
    JDBC_LOGIN_NOT_SUPPORTED(
            Kind.USER,
            "let the server's operator give the user a password that is proven and not sent, or set"
                    + " JDBC_ENFORCE_SSL = true");

    private final Kind kind;
    private final String remedy;

    JdbcError(Kind kind, String remedy) {
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
