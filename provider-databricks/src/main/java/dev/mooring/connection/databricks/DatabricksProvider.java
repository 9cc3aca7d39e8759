package dev.mooring.connection.databricks;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of Databricks: Unity Catalog, also its open-source server, and Lakebase. */
public final class DatabricksProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES =
            List.of(new UnityCatalogConnectionType(), new LakebaseConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public DatabricksProvider() {}

    @Override
    public String name() {
        return "databricks";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
