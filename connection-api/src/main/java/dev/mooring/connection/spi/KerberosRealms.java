package dev.mooring.connection.spi;

import dev.mooring.connection.Connection;

/**
 * The Kerberos realms of this JVM. It has one krb5.conf for all: what connections bring is merged into one, and a realm
 * that two of them describe differently is refused. Safe for use by threads.
 */
public interface KerberosRealms {
    /**
     * Makes the realms of a krb5.conf known, replacing what the connection said before; they stay until it is altered,
     * disabled or dropped, or the layer is closed. Without effect when nothing changes. Logins must refresh the
     * configuration, as the login module's option {@code refreshKrb5Config} does.
     *
     * <p>Fails with {@link dev.mooring.connection.ConnectionError#KERBEROS_REALM_CONFLICT} when something else describes
     * one of the realms differently, and with {@link dev.mooring.connection.ConnectionError#INVALID_PROPERTIES} when the
     * text is no krb5.conf, names no realm or includes files.
     *
     * @param krb5Conf the text of a krb5.conf
     */
    void admit(Connection connection, String krb5Conf);

    /**
     * Fails with {@link dev.mooring.connection.ConnectionError#NOT_CONFIGURED} unless this JVM's own krb5.conf or one that
     * was admitted speaks of the principal's realm. To be asked before each login: of another realm the JDK would ask DNS
     * for the KDCs and send there, past the egress guard.
     *
     * @param principal with its realm, {@code name@REALM}
     */
    void requireKnown(String principal);
}
