package dev.mooring.connection.mongodb;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of MongoDB, on any cloud or none. */
public final class MongoDbProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new MongoDbConnectionType(SrvRecords.ofMachine()));

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public MongoDbProvider() {}

    @Override
    public String name() {
        return "mongodb";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
