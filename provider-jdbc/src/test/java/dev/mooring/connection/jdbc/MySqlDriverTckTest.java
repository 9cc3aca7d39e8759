package dev.mooring.connection.jdbc;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.tck.TypeRig;
import java.util.List;

/** MySQL's driver, for want of a MySQL against MariaDB, which speaks its protocol. */
class MySqlDriverTckTest extends DatabaseTck {
    private final Databases databases;

    MySqlDriverTckTest(Databases databases) {
        super(new MariaDbBackend(databases), "jdbc://ledger/orders");
        this.databases = databases;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return TypeRig.properties(
                "HOST",
                "localhost",
                "PORT",
                port(),
                "JDBC_ENGINE",
                "mysql",
                "DATABASE",
                "ledger",
                "JDBC_PARAMETERS",
                "connectionTimeZone=UTC",
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
