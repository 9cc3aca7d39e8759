package dev.mooring.examples;

import dev.mooring.connection.*;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.databricks.DatabricksProvider;
import dev.mooring.connection.databricks.bridge.LakebaseDataSource;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator;
import dev.mooring.testserver.postgres.TestPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;

/** A pool of sessions that outlives its passwords, over an emulated workspace and a real PostgreSQL that enforces them. */
public final class Lakebase {
    private static final String ID = "c00f575e-d706-4f6b-b62c-e7a14850571b";
    private static final String ENDPOINT = "projects/p1/branches/b1/endpoints/e1";

    private Lakebase() {}

    public static void main(String... arguments) throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                DatabricksEmulator workspace = DatabricksEmulator.start(Clock.systemUTC());
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new DatabricksProvider())
                        .open()) {
            workspace.principal(ID, "of-730-days").endpoint(ENDPOINT).passwordsLive(Duration.ofSeconds(3));
            workspace.passwords(postgres::password);
            layer.sql("sales", "qiliang")
                    .execute("CREATE DATABASE CONNECTION orders TYPE LAKEBASE HOST = '" + workspace.host()
                            + "' CLIENT_ID = '" + ID + "' CLIENT_SECRET = 'of-730-days' ENDPOINT = '" + ENDPOINT
                            + "' PGHOST = '127.0.0.1' PGPORT = '" + postgres.port() + "' PGDATABASE = 'postgres'"
                            + " TRUSTED_CERTIFICATES = r'" + postgres.certificatePem() + "'");
            Connections connections = layer.workspace("sales", "qiliang");
            connections.test("orders", TestOptions.readOnly()).results().forEach(System.out::println);

            try (LakebaseDataSource database =
                            LakebaseDataSource.of(connections.source("orders", AccessScope.everything()));
                    var session = database.getConnection()) {
                String process = asked(session);
                Thread.sleep(4000); // the password that opened the session is over, the session is not
                System.out.println("the same session: " + asked(session).equals(process));
                try (var another = database.getConnection()) {
                    System.out.println("a new session: " + !asked(another).equals(process));
                }
            }
            System.out.println("passwords issued: " + workspace.calls("/postgres/credentials"));
        }
    }

    private static String asked(java.sql.Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user || ', ' || pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }
}
