package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.References;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Other connections that a test put beside the tested one. Safe for use by threads. */
public final class FakeReferences implements References {
    private final Map<String, Referenced> connections = new ConcurrentHashMap<>();

    private record Referenced(Connection connection, Credential credential) {}

    /** Adds a connection that vends one credential whatever the scope. */
    public FakeReferences add(Connection connection, Credential credential) {
        connections.put(connection.name(), new Referenced(connection, credential));
        return this;
    }

    @Override
    public Connection require(String connectionName) {
        return referenced(connectionName).connection();
    }

    @Override
    public Credential vend(String connectionName, AccessScope scope) {
        return referenced(connectionName).credential();
    }

    private Referenced referenced(String name) {
        return Optional.ofNullable(connections.get(name))
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, "there is no connection " + name));
    }
}
