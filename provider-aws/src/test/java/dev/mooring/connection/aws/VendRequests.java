package dev.mooring.connection.aws;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.Resources;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to vendors, made from properties as a caller writes them. */
final class VendRequests {
    static final String EXTERNAL_ID = "VW9UaGwYENBQ7cFp";
    static final String SESSION_NAME = "cl-sales-qiliang";

    private VendRequests() {}

    static VendRequest of(ConnectionType type, AccessScope scope, String... assignments) {
        PropertyValues values = values(type, assignments);
        return new VendRequest(connection(type, values), values, scope, type.lifetime(values), tools());
    }

    static PropertyValues values(ConnectionType type, String... assignments) {
        Binding binding = type.schema()
                .bind(Arrays.stream(assignments)
                        .map(text -> RawProperty.of(
                                text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)))
                        .toList());
        if (!binding.violations().isEmpty()) {
            throw new IllegalArgumentException(binding.violations().toString());
        }
        return binding.values();
    }

    static Connection connection(ConnectionType type, PropertyValues values) {
        return new Connection(
                new Connection.Identity(
                        "id-1",
                        "sales",
                        "lake",
                        type.id(),
                        values.has(AwsProperties.ROLE_ARN) ? Optional.of(EXTERNAL_ID) : Optional.empty()),
                values.withoutSecrets(),
                List.copyOf(values.secrets().keySet()),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("qiliang", Instant.EPOCH, Instant.EPOCH, 1),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
    }

    static VendRequest.Tools tools() {
        return new VendRequest.Tools(SESSION_NAME, new NoResources(), new NoReferences());
    }

    /** Plans of this provider need no earlier hop. */
    static final Hops NO_HOPS = new Hops() {
        @Override
        public Credential get(String name, VendPlan plan) {
            throw new AssertionError(name);
        }

        @Override
        public void rejected(String name) {
            throw new AssertionError(name);
        }
    };

    private static final class NoResources implements Resources {
        @Override
        public <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) {
            throw new AssertionError(kind);
        }

        @Override
        public Path file(String name, Secret content) {
            throw new AssertionError(name);
        }
    }

    private static final class NoReferences implements References {
        @Override
        public Connection require(String connectionName) {
            throw new AssertionError(connectionName);
        }

        @Override
        public Credential vend(String connectionName, AccessScope scope) {
            throw new AssertionError(connectionName);
        }
    }
}
