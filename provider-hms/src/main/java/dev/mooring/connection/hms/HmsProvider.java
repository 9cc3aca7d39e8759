package dev.mooring.connection.hms;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of Hive Metastore catalogs. */
public final class HmsProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new HmsConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public HmsProvider() {}

    @Override
    public String name() {
        return "hms";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
