package dev.mooring.connection.spi;

import java.util.List;

/**
 * What one module adds to the layer. Found by {@link java.util.ServiceLoader} or given explicitly; so it is a public
 * class with a public constructor without parameters.
 */
public interface ConnectionProvider {
    /** A stable name in lower case, for instance {@code aws}; error codes of its own start with it. */
    String name();

    /** Its types: constant, without I/O and without loading a class of a vendor's SDK. */
    List<ConnectionType> types();

    /** The clouds whose regions, roles and buckets this provider knows: constant, without I/O. */
    default List<CloudProfile> clouds() {
        return List.of();
    }
}
