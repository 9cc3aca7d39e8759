package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.KerberosRealms;

/** The realms that one layer's connections brought to this JVM. */
public final class JvmRealms implements KerberosRealms, AutoCloseable {
    @Override
    public void admit(Connection connection, String krb5Conf) {
        throw new ConnectionException(ConnectionError.NOT_SUPPORTED, "");
    }

    /** Forgets what the connection said. */
    public void release(String connectionId) {}

    @Override
    public void close() {}
}
