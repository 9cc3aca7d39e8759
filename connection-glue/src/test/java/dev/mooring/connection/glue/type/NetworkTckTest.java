package dev.mooring.connection.glue.type;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import java.util.List;
import java.util.Optional;

class NetworkTckTest extends GlueTypeTck {
    @Override
    String name() {
        return "NETWORK";
    }

    @Override
    protected List<RawProperty> validProperties() {
        return List.of(RawProperty.list("TARGETS", List.of(server(), "tcp://" + server())));
    }

    @Override
    protected Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("tcp://" + server()));
    }
}
