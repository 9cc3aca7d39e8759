package dev.mooring.connection.jdbc;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.connection.tck.TypeRig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class H2TckTest extends DatabaseTck {
    H2TckTest(Databases databases) {
        super(new H2(databases), "jdbc://PUBLIC/ORDERS");
    }

    @Override
    protected List<RawProperty> validProperties() {
        return TypeRig.properties(
                "JDBC_CONNECTION_URL",
                "jdbc:h2:tcp://127.0.0.1:" + port() + "/mem:ledger;SCHEMA=PUBLIC",
                "JDBC_ENFORCE_SSL",
                "false",
                "USERNAME",
                Databases.USER,
                "PASSWORD",
                Databases.PASSWORD);
    }

    /** It has no limit of sessions to run into. */
    @Override
    protected Set<Failure> failures() {
        return EnumSet.of(Failure.UNREACHABLE, Failure.BAD_CREDENTIAL, Failure.DENIED);
    }

    private static final class H2 extends DatabaseBackend {
        private final Databases databases;

        H2(Databases databases) {
            super(databases.h2().port());
            this.databases = databases;
        }

        @Override
        void spoil(Failure kind) {
            databases
                    .h2()
                    .execute(
                            kind == Failure.BAD_CREDENTIAL
                                    ? "ALTER USER ann SET PASSWORD 'another-password'"
                                    : "REVOKE SELECT ON orders FROM ann");
        }

        @Override
        void restore(Failure kind) {
            databases
                    .h2()
                    .execute(
                            "ALTER USER ann SET PASSWORD '" + Databases.PASSWORD.replace("'", "''") + "'",
                            "GRANT SELECT ON orders TO ann");
        }
    }
}
