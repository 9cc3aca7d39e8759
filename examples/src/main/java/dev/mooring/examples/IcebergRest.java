package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.http.bridge.IcebergCatalogProperties;
import dev.mooring.connection.tck.emulator.iceberg.IcebergEmulator;
import java.time.Clock;

/** An emulated Iceberg REST catalog: its token, and the credentials that it hands out for one table. */
public final class IcebergRest {
    static final String SECRET = "catalog-secret-that-only-this-process-knows";

    private IcebergRest() {}

    public static void main(String... arguments) {
        try (IcebergEmulator catalog = IcebergEmulator.start(Clock.systemUTC())
                        .client("lake", SECRET)
                        .table("sales/orders");
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new HttpProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "qiliang");
            System.out.println(sql.execute("CREATE CATALOG CONNECTION lake TYPE ICEBERG_REST URI = '"
                            + catalog.endpoint() + "' OAUTH_CLIENT_ID = 'lake' OAUTH_CLIENT_SECRET = '" + SECRET
                            + "' OAUTH_SCOPE = 'PRINCIPAL_ROLE:ALL' WAREHOUSE = '" + catalog.warehouse()
                            + "' NAMESPACE = 'sales' WITH PROPERTIES ('client.region' = 'eu-west-1')")
                    .toText());
            String table = "iceberg://sales/orders";
            System.out.println(sql.execute("TEST CONNECTION lake SCOPE '" + table + "=READ,LIST,WRITE,DELETE'")
                    .toText());

            Connections connections = layer.workspace("sales", "qiliang");
            System.out.println("for RESTCatalog.initialize: "
                    + IcebergCatalogProperties.of(connections.source("lake", AccessScope.everything())));
            System.out.println("for the table's files: "
                    + IcebergCatalogProperties.of(connections.source("lake", AccessScope.readWrite(table))));
            System.out.println("covers "
                    + connections
                            .source("lake", AccessScope.readWrite(table))
                            .vended()
                            .covers());
        }
    }
}
