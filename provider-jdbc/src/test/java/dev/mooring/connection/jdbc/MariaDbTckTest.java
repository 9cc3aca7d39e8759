package dev.mooring.connection.jdbc;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.tck.TypeRig;
import java.util.List;

class MariaDbTckTest extends DatabaseTck {
    private final Databases databases;

    MariaDbTckTest(Databases databases) {
        super(new MariaDbBackend(databases), "jdbc://ledger/orders");
        this.databases = databases;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return TypeRig.properties(
                "JDBC_CONNECTION_URL",
                "jdbc:mariadb://localhost:" + port() + "/ledger?useServerPrepStmts=true",
                "USERNAME",
                Databases.USER,
                "PASSWORD",
                Databases.PASSWORD,
                "CUSTOM_JDBC_CERT",
                databases.authority().pem(),
                "SKIP_CUSTOM_JDBC_CERT_VALIDATION",
                "true");
    }
}
