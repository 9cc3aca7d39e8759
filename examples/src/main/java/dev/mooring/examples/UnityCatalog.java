package dev.mooring.examples;

import dev.mooring.connection.*;
import dev.mooring.connection.core.*;
import dev.mooring.connection.databricks.DatabricksProvider;
import dev.mooring.connection.tck.emulator.databricks.*;
import java.time.Clock;

/** Credentials of storage from Unity Catalog, for one table at a time, over an emulated workspace. */
public final class UnityCatalog {
    private static final String ID = "c00f575e-d706-4f6b-b62c-e7a14850571b";
    private static final String TABLE = "main.sales.orders";

    private UnityCatalog() {}

    public static void main(String... arguments) {
        try (DatabricksEmulator workspace =
                        DatabricksEmulator.start(Clock.systemUTC()).principal(ID, "a-secret-of-730-days");
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new DatabricksProvider())
                        .open()) {
            workspace
                    .unityCatalog()
                    .catalog("main")
                    .table(TABLE, "s3://lake/sales/orders", StorageKind.AWS)
                    .grant(ID, Privilege.SELECT, TABLE);
            ConnectionSql sql = layer.sql("sales", "qiliang");
            sql.execute("CREATE CATALOG CONNECTION unity TYPE DATABRICKS HOST = '" + workspace.host()
                    + "' CLIENT_ID = '" + ID + "' CLIENT_SECRET = 'a-secret-of-730-days' ACCESS_REGION = 'us-west-2'");
            Connections connections = layer.workspace("sales", "qiliang");
            AccessScope scope = AccessScope.read("uc://" + TABLE);

            report(connections, scope); // refused: a grant is missing, and the report says which
            workspace.unityCatalog().grant(ID, Privilege.EXTERNAL_USE_SCHEMA, "main.sales");
            report(connections, scope);

            Vended vended = connections.source("unity", scope).vended();
            System.out.println("vended " + vended.credential());
            System.out.println("covers " + vended.covers() + " " + vended.details());
            try {
                connections.vend("unity", AccessScope.of("uc://" + TABLE, AccessScope.Action.WRITE));
            } catch (ConnectionException e) {
                System.out.println(e); // what would be issued is wider than what was asked
            }
        }
    }

    private static void report(Connections connections, AccessScope scope) {
        ProbeReport report = connections.test("unity", TestOptions.readOnly().scope(scope));
        report.results()
                .forEach(
                        result -> System.out.println(result.stage() + " " + result.outcome() + ": " + result.detail()));
        report.failure()
                .flatMap(ProbeReport.Result::remedy)
                .ifPresent(remedy -> System.out.println("remedy: " + remedy));
        System.out.println("test of connection unity: " + report.outcome());
    }
}
