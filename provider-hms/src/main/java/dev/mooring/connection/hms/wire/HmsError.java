package dev.mooring.connection.hms.wire;

import dev.mooring.connection.ErrorCode;

/** Failures that only a Hive Metastore has. */
public enum HmsError implements ErrorCode {
    HMS_NOT_A_METASTORE("name the Thrift port of a Hive Metastore, usually 9083"),
    HMS_REQUIRES_SASL("set AUTH_TYPE to plain or kerberos, whichever the metastore is configured for"),
    HMS_WITHOUT_SASL("set AUTH_TYPE to none, or let the metastore's operator switch its authentication on"),
    HMS_OTHER_MECHANISM("set AUTH_TYPE to the one the metastore is configured for: plain or kerberos"),
    HMS_REQUIRES_TLS("set USE_SSL to true"),
    HMS_WITHOUT_TLS("set USE_SSL to false, or let the metastore's operator switch hive.metastore.use.SSL on"),
    HMS_FRAMING_MISMATCH("set FRAMED as hive.metastore.thrift.framed.transport.enabled is set in the metastore"),
    HMS_MESSAGE_TOO_LARGE("ask for less at once, or raise the client's largest message"),
    HMS_METHOD_MISSING("use a request that the metastore's version has");

    private final String remedy;

    HmsError(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return Kind.USER;
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
