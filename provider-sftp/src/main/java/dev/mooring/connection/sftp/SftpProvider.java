package dev.mooring.connection.sftp;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of SFTP, on any cloud or none. */
public final class SftpProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new SftpConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public SftpProvider() {}

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
