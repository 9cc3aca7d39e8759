package dev.mooring.connection.glue.type;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The types that only Glue has: networks, and data stores behind connectors. */
public final class GlueProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(
            new NetworkConnectionType(), ConnectorConnectionType.marketplace(), ConnectorConnectionType.custom());

    @Override
    public String name() {
        return "glue";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
