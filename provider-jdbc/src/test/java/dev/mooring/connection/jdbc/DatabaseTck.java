package dev.mooring.connection.jdbc;

import dev.mooring.connection.Resource;
import dev.mooring.connection.jdbc.server.WithDatabases;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all databases have in common. */
@ExtendWith(WithDatabases.class)
abstract class DatabaseTck extends ConnectionTypeTck {
    private final JdbcProvider jdbc = new JdbcProvider();
    private final DatabaseBackend backend;
    private final String table;

    DatabaseTck(DatabaseBackend backend, String table) {
        this.backend = backend;
        this.table = table;
    }

    final String port() {
        return backend.port();
    }

    @Override
    protected final ConnectionType type() {
        return jdbc.types().get(0);
    }

    @Override
    protected final Optional<ConnectionProvider> provider() {
        return Optional.of(jdbc);
    }

    @Override
    protected final Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse(table));
    }

    /** There is no role to assume. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }

    @Override
    protected final FakeBackend backend() {
        return backend;
    }
}
