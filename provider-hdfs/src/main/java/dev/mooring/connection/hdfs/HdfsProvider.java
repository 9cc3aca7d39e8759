package dev.mooring.connection.hdfs;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of HDFS storage, of no cloud in particular. */
public final class HdfsProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(new HdfsConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public HdfsProvider() {}

    @Override
    public String name() {
        return "hdfs";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
