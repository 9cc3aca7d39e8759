package dev.mooring.connection.hms.wire;

/** How a metastore knows its callers. */
public enum AuthType {
    /** It believes any name. */
    NONE,
    /** By user and password. */
    PLAIN,
    /** By a Kerberos ticket, or a delegation token got with one. */
    KERBEROS
}
