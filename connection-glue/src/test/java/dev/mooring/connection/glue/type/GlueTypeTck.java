package dev.mooring.connection.glue.type;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.Optional;
import java.util.Set;

abstract class GlueTypeTck extends ConnectionTypeTck {
    private final GlueProvider glue = new GlueProvider();
    private final ServerBackend backend = new ServerBackend();

    abstract String name();

    @Override
    protected ConnectionType type() {
        return glue.types().stream()
                .filter(type -> type.id().isNamed(name()))
                .findFirst()
                .orElseThrow();
    }

    String server() {
        return backend.server();
    }

    /** A test goes as far as the connection: what is spoken there only the connector knows. */
    @Override
    protected Set<Failure> failures() {
        return Set.of(Failure.UNREACHABLE);
    }

    @Override
    protected Optional<ConnectionProvider> provider() {
        return Optional.of(glue);
    }

    @Override
    protected FakeBackend backend() {
        return backend;
    }
}
