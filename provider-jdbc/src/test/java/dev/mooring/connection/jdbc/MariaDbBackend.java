package dev.mooring.connection.jdbc;

import dev.mooring.connection.jdbc.server.Databases;

/** The real MariaDB. */
final class MariaDbBackend extends DatabaseBackend {
    private static final String WHOM = Databases.USER + "@'127.0.0.1'";

    private final Databases databases;

    MariaDbBackend(Databases databases) {
        super(databases.mariaDb().port());
        this.databases = databases;
    }

    @Override
    void spoil(Failure kind) {
        switch (kind) {
            case BAD_CREDENTIAL -> databases.mariaDbPassword("another-password");
            case DENIED ->
                databases
                        .mariaDb()
                        .execute(
                                "REVOKE SELECT ON ledger.orders FROM " + WHOM,
                                "GRANT INSERT ON ledger.orders TO " + WHOM);
            // nobody but administrators is let in then
            default -> databases.mariaDb().execute("SET GLOBAL max_user_connections = -1");
        }
    }

    @Override
    void restore(Failure kind) {
        databases.mariaDbPassword(Databases.PASSWORD);
        databases
                .mariaDb()
                .execute("GRANT SELECT ON ledger.orders TO " + WHOM, "SET GLOBAL max_user_connections = 100");
    }
}
