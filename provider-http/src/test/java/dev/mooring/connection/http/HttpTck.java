package dev.mooring.connection.http;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What all types of this provider have in common. */
abstract class HttpTck extends ConnectionTypeTck {
    private final HttpProvider provider = new HttpProvider();
    private final String name;
    private final FakeBackend backend;

    HttpTck(String name, FakeBackend backend) {
        this.name = name;
        this.backend = backend;
    }

    @Override
    protected final ConnectionType type() {
        return provider.types().stream()
                .filter(type -> type.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected final Optional<ConnectionProvider> provider() {
        return Optional.of(provider);
    }

    @Override
    protected final FakeBackend backend() {
        return backend;
    }

    /** There is no role to assume. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID));
    }

    /** A token endpoint is told of neither; the server alone decides how long a token lives. */
    @Override
    protected boolean requestsNameSessions() {
        return false;
    }
}
