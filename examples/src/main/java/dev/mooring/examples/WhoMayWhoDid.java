package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import java.util.List;

/** An administrator lets Ann create, Ann lets analysts use what she created, and all of it is recorded. */
public final class WhoMayWhoDid {
    private static final Principal ROOT = Principal.of("root");
    private static final Principal ANN = Principal.of("ann");
    private static final Principal BOB = Principal.of("bob", "analysts");

    private WhoMayWhoDid() {}

    public static void main(String... arguments) {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new AwsProvider())
                .accessByPrivileges(Grantee.user("root"))
                .open()) {
            run(layer, ROOT, "GRANT CREATE CONNECTION ON WORKSPACE sales TO USER ann");
            run(
                    layer,
                    ANN,
                    "CREATE STORAGE CONNECTION orders TYPE S3 REGION = 'eu-west-1'"
                            + " ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE' SECRET_KEY = 'a-secret-of-the-shop'");
            vend(layer);
            run(layer, ANN, "GRANT USAGE ON CONNECTION orders TO ROLE analysts");
            vend(layer);
            for (String statement : List.of("SHOW CONNECTIONS", "DROP CONNECTION IF EXISTS orders")) {
                run(layer, BOB, statement);
            }
            run(layer, ANN, "SHOW GRANTS ON CONNECTION orders");
            run(layer, ROOT, "SHOW AUDIT FOR CONNECTION orders");
        }
    }

    private static void vend(ConnectionLayer layer) {
        try {
            AccessScope all = AccessScope.everything();
            System.out.println("bob vends " + layer.workspace("sales", BOB).vend("orders", all));
        } catch (ConnectionException e) {
            System.out.println(e.code() + ": " + e.getMessage() + "\n  remedy: " + e.remedy());
        }
    }

    private static void run(ConnectionLayer layer, Principal principal, String statement) {
        try {
            System.out.println(layer.sql("sales", principal).execute(statement).toText());
        } catch (ConnectionException e) {
            System.out.println(e.code() + ": " + e.getMessage() + "\n  remedy: " + e.remedy());
        }
    }
}
