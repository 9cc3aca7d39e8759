package dev.mooring.connection.kafka;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of Kafka, on any cloud or none. */
public final class KafkaProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new KafkaConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public KafkaProvider() {}

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
