package dev.mooring.connection.jdbc;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of databases that are reached by JDBC, on any cloud or none. */
public final class JdbcProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new JdbcConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public JdbcProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
