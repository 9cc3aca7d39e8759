package dev.mooring.connection.jdbc;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.TypeRig;
import java.util.List;

class PostgresTckTest extends DatabaseTck {
    private final Databases databases;

    PostgresTckTest(Databases databases) {
        super(new Postgres(databases), "jdbc://public/orders");
        this.databases = databases;
    }

    @Override
    protected List<RawProperty> validProperties() {
        return TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                port(),
                "JDBC_ENGINE",
                "postgresql",
                "DATABASE",
                "postgres",
                "USERNAME",
                Databases.USER,
                "PASSWORD",
                Databases.PASSWORD,
                "CUSTOM_JDBC_CERT",
                databases.postgres().certificatePem(),
                "SKIP_CUSTOM_JDBC_CERT_VALIDATION",
                "true");
    }

    private static final class Postgres extends DatabaseBackend {
        private final Databases databases;

        Postgres(Databases databases) {
            super(databases.postgres().port());
            this.databases = databases;
        }

        @Override
        void spoil(Failure kind) {
            switch (kind) {
                case BAD_CREDENTIAL -> databases.postgresPassword("another-password");
                case DENIED -> databases.postgres().execute("REVOKE SELECT ON orders FROM " + Databases.USER);
                default -> databases.postgres().execute("ALTER ROLE " + Databases.USER + " CONNECTION LIMIT 0");
            }
        }

        @Override
        void restore(Failure kind) {
            databases.postgresPassword(Databases.PASSWORD);
            databases
                    .postgres()
                    .execute(
                            "GRANT SELECT ON orders TO " + Databases.USER,
                            "ALTER ROLE " + Databases.USER + " CONNECTION LIMIT -1");
        }
    }
}
