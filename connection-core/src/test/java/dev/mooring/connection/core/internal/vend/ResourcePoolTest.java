package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourcePoolTest {
    private final MutableClock clock = new MutableClock();
    private final ResourcePool pool = new ResourcePool(clock);
    private final Connection connection = connection("id");

    private static final class Client implements AutoCloseable {
        private boolean isClosed;

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void opensAResourceOncePerConnection() throws Exception {
        try (ResourcePool.Lease lease = pool.lease(connection)) {
            Client first = lease.resources().get(Client.class, Client::new);
            assertThat(lease.resources().get(Client.class, Client::new)).isSameAs(first);
        }
        try (ResourcePool.Lease other = pool.lease(connection("other"))) {
            assertThat(other.resources().get(Client.class, Client::new).isClosed)
                    .isFalse();
        }
    }

    @Test
    void closesARetiredResourceOnlyWhenNoCallUsesIt() throws Exception {
        Client client;
        try (ResourcePool.Lease lease = pool.lease(connection)) {
            client = lease.resources().get(Client.class, Client::new);
            pool.retire("id");
            assertThat(client.isClosed).isFalse();
        }
        assertThat(client.isClosed).isTrue();
    }

    @Test
    void opensNothingAnyMoreOnceItIsClosed() throws Exception {
        ResourcePool.Lease lease = pool.lease(connection);
        lease.close();
        pool.retire("id");
        Client late = new Client();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> lease.resources().get(Client.class, () -> late));
    }

    @Test
    void closesWhatWasIdleForLong() throws Exception {
        Client client;
        try (ResourcePool.Lease lease = pool.lease(connection)) {
            client = lease.resources().get(Client.class, Client::new);
        }
        clock.advance(Duration.ofMinutes(11));
        pool.lease(connection("other")).close();
        assertThat(client.isClosed).isTrue();
    }

    @Test
    void removesPrivateFilesWithTheConnectionsResources() throws Exception {
        Path file;
        try (ResourcePool.Lease lease = pool.lease(connection)) {
            file = lease.resources().file("user.keytab", Secret.of("content"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        pool.close();
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).doesNotExist();
    }

    private static Connection connection(String id) {
        return new Connection(
                new Connection.Identity(id, "w", "c", TypeId.of(ConnectionCategory.STORAGE, "DEPOT"), Optional.empty()),
                PropertyValues.empty(),
                List.of(),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("ann", Instant.EPOCH, Instant.EPOCH, 1),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
    }
}
