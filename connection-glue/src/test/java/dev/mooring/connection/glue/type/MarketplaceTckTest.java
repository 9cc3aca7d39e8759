package dev.mooring.connection.glue.type;

import dev.mooring.connection.RawProperty;
import java.util.List;

class MarketplaceTckTest extends GlueTypeTck {
    @Override
    String name() {
        return "MARKETPLACE";
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("CONNECTOR_TYPE", "JDBC"),
                RawProperty.of("CONNECTOR_URL", "s3://connectors/acme.jar"),
                RawProperty.of("CONNECTOR_CLASS_NAME", "com.acme.Driver"),
                RawProperty.of(
                        "CONNECTION_URL", "jdbc:acme://" + server() + "/db?user=${USERNAME}&password=${PASSWORD}"),
                RawProperty.of("USERNAME", "reader"),
                RawProperty.of("PASSWORD", "canary-marketplace-password"));
    }
}
