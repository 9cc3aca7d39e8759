package dev.mooring.connection.hms;

import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;

/** A layer in memory with the provider and a storage connection named {@code lake}. */
public final class Layers implements AutoCloseable {
    private final ConnectionLayer layer;

    public Layers() {
        this(ConnectionLayer.inMemory());
    }

    public Layers(ConnectionLayer.Builder builder) {
        layer = builder.provider(new HmsProvider())
                .provider(new FakeStorageProvider())
                .open();
        sql().execute("CREATE STORAGE CONNECTION lake TYPE FAKE PLACE = 'here'");
    }

    public ConnectionSql sql() {
        return layer.sql("sales", "ann");
    }

    public Connections connections() {
        return layer.workspace("sales", "ann");
    }

    public ConnectionLayer layer() {
        return layer;
    }

    /** Creates the connection {@code c} with these servers and further properties. */
    public Layers with(String uris, String properties) {
        sql().execute("CREATE CATALOG CONNECTION c TYPE HMS HIVE_METASTORE_URIS = '" + uris
                + "' STORAGE_CONNECTION = 'lake' " + properties);
        return this;
    }

    /** Tests the connection {@code c}. */
    public ProbeReport test() {
        return connections().test("c", TestOptions.readOnly());
    }

    @Override
    public void close() {
        layer.close();
    }
}
