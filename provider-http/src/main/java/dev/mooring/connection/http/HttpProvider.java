package dev.mooring.connection.http;

import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;

/** The provider of APIs over HTTP: any API, LakeSail, Salesforce, AI services and Iceberg REST catalogs. */
public final class HttpProvider implements ConnectionProvider {
    private static final List<ConnectionType> TYPES = List.of(
            new HttpConnectionType(),
            new LakeSailConnectionType(),
            new SalesforceConnectionType(),
            new AiFunctionConnectionType(),
            new IcebergConnectionType());

    /** Used by {@link java.util.ServiceLoader} and by applications. */
    public HttpProvider() {}

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<ConnectionType> types() {
        return TYPES;
    }
}
