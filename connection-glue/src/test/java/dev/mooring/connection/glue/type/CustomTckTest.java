package dev.mooring.connection.glue.type;

import dev.mooring.connection.RawProperty;
import java.util.List;

class CustomTckTest extends GlueTypeTck {
    @Override
    String name() {
        return "CUSTOM";
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(
                RawProperty.of("CONNECTOR_TYPE", "Spark"),
                RawProperty.of("CONNECTOR_CLASS_NAME", "com.acme.spark"),
                RawProperty.of("CONNECTION_URL", "acme://" + server()),
                RawProperty.list("CONNECTOR_OPTIONS", List.of("fetchsize=100", "mode=a=b")),
                RawProperty.of("KEY_NAME", "X-Api-Key"),
                RawProperty.of("KEY_VALUE", "canary-custom-key"));
    }
}
