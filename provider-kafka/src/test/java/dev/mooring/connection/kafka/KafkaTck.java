package dev.mooring.connection.kafka;

import dev.mooring.connection.Resource;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.WithKafka;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.tck.ConnectionTypeTck;
import dev.mooring.connection.tck.FakeBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all shapes of Kafka connections have in common. */
@ExtendWith(WithKafka.class)
abstract class KafkaTck extends ConnectionTypeTck {
    private final KafkaProvider kafka = new KafkaProvider();
    private final ClusterBackend backend;

    KafkaTck(ClusterBackend backend) {
        this.backend = backend;
    }

    @Override
    protected final ConnectionType type() {
        return kafka.types().get(0);
    }

    @Override
    protected final Optional<ConnectionProvider> provider() {
        return Optional.of(kafka);
    }

    @Override
    protected final Optional<Resource> grantableResource() {
        return Optional.of(Resource.parse("kafka://" + TestCluster.TOPIC));
    }

    /** There is no role to assume, and a broker delays whom it throttles but refuses nobody. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.complementOf(EnumSet.of(Failure.WRONG_EXTERNAL_ID, Failure.THROTTLED));
    }

    @Override
    protected final FakeBackend backend() {
        return backend;
    }
}
