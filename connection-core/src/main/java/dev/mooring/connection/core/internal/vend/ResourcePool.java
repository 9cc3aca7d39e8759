package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What connections keep open between calls. Users hold leases: what is retired is closed when its last lease ends, never
 * under a running call.
 */
public final class ResourcePool implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Clock clock;
    private final Object lock = new Object();
    private final Map<Key, OpenResources> open = new HashMap<>();

    private record Key(String connectionId, long version) {}

    /** A pool by that clock. */
    public ResourcePool(Clock clock) {
        this.clock = clock;
    }

    /** The connection's resources, held until the lease is closed. */
    public Lease lease(Connection connection) {
        closeIdle();
        Key key = new Key(connection.id(), connection.version());
        synchronized (lock) {
            OpenResources resources = open.computeIfAbsent(key, k -> new OpenResources());
            resources.acquire(clock.millis());
            return new Lease(resources);
        }
    }

    /** Retires all resources of the connection. */
    public void retire(String connectionId) {
        retireWhere((key, resources) -> key.connectionId().equals(connectionId));
    }

    /** Retires all resources. */
    @Override
    public void close() {
        retireWhere((key, resources) -> true);
    }

    private void closeIdle() {
        long before = clock.millis() - IDLE.toMillis();
        retireWhere((key, resources) -> resources.isIdleSince(before));
    }

    private void retireWhere(BiPredicate<Key, OpenResources> condition) {
        List<OpenResources> retired;
        synchronized (lock) {
            List<Key> keys = open.entrySet().stream()
                    .filter(entry -> condition.test(entry.getKey(), entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            retired = keys.stream().map(open::remove).toList();
        }
        retired.forEach(OpenResources::retire);
    }

    /** A hold on resources. */
    public static final class Lease implements AutoCloseable {
        private final OpenResources resources;

        private Lease(OpenResources resources) {
            this.resources = resources;
        }

        /** The resources. */
        public OpenResources resources() {
            return resources;
        }

        @Override
        public void close() {
            resources.release();
        }
    }
}
