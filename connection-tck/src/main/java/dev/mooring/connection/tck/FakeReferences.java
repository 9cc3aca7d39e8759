package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.References;
import java.time.Instant;
import java.util.List;
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

    /** Adds a connection of that name and type, without properties, that vends one credential whatever the scope. */
    public FakeReferences add(String name, TypeId type, Credential credential) {
        Connection connection = new Connection(
                new Connection.Identity("c-" + name, "tck", name, type, Optional.empty()),
                PropertyValues.empty(),
                List.of(),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("tck", Instant.EPOCH, Instant.EPOCH, 1),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
        return add(connection, credential);
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
