package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ProbeRequest;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.Resources;
import dev.mooring.connection.spi.VendRequest;
import dev.mooring.connection.spi.Vending;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the requests of one connection, as core would. Immutable. */
public final class Requests {
    private static final String SESSION_NAME = "cl-tck-qiliang";

    private final ConnectionType type;
    private final Connection connection;
    private final PropertyValues properties;
    private final VendRequest.Tools tools;

    private Requests(ConnectionType type, Connection connection, PropertyValues properties, VendRequest.Tools tools) {
        this.type = type;
        this.connection = connection;
        this.properties = properties;
        this.tools = tools;
    }

    /** Requests of a connection with these properties; fails when the type does not accept them. */
    public static Requests of(ConnectionType type, List<RawProperty> raw, String externalId) {
        PropertySchema.Binding binding = type.schema().bind(raw);
        assertThat(binding.violations().stream().filter(Violation::isError))
                .as("violations of properties that should be valid")
                .isEmpty();
        PropertyValues properties = binding.values();
        Connection.Identity identity =
                new Connection.Identity("c-tck-1", "tck", "tck_connection", type.id(), Optional.of(externalId));
        Connection connection = new Connection(
                identity,
                properties.withoutSecrets(),
                List.copyOf(properties.secrets().keySet()),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("tck", Instant.EPOCH, Instant.EPOCH, 1),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
        VendRequest.Tools tools = new VendRequest.Tools(SESSION_NAME, new FakeResources(), new FakeReferences());
        return new Requests(type, connection, properties, tools);
    }

    /** These requests under another session name. */
    public Requests sessionName(String name) {
        return with(new VendRequest.Tools(name, tools.resources(), tools.references()));
    }

    /** These requests with other resources. */
    public Requests resources(Resources resources) {
        return with(new VendRequest.Tools(tools.sessionName(), resources, tools.references()));
    }

    /** These requests with other connections beside theirs. */
    public Requests references(References references) {
        return with(new VendRequest.Tools(tools.sessionName(), tools.resources(), references));
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** The properties, with secrets. */
    public PropertyValues properties() {
        return properties;
    }

    /** A request for a credential. */
    public VendRequest vend(AccessScope scope) {
        return new VendRequest(connection, properties, scope, type.lifetime(properties), tools);
    }

    /** A request for a read-only test. */
    public ProbeRequest probe(Optional<AccessScope> scope, Vending vending) {
        return new ProbeRequest(connection, properties, scope, ProbeRequest.Mode.READ_ONLY, vending, tools);
    }

    /** A request for a test that may write. */
    public ProbeRequest writingProbe(AccessScope scope, Vending vending) {
        return new ProbeRequest(connection, properties, Optional.of(scope), ProbeRequest.Mode.WRITE, vending, tools);
    }

    private Requests with(VendRequest.Tools other) {
        return new Requests(type, connection, properties, other);
    }
}
