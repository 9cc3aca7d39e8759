package dev.mooring.connection.jdbc.server;

import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.testserver.mariadb.TestMariaDb;
import dev.mooring.testserver.postgres.TestPostgres;
import java.time.Instant;
import java.util.Optional;

/** The real servers that the tests of one fork share, each started when it is asked for first. */
public final class Databases implements AutoCloseable {
    /** The user of tests. */
    public static final String USER = "ann";
    /** Its password, with characters that URLs and SQL give a meaning to. */
    public static final String PASSWORD = "p%4w?&;'\"\\/ #=ä+canary";

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private final TestCertificates authority = TestCertificates.authority("databases");
    private Optional<TestPostgres> postgres = Optional.empty();
    private Optional<TestMariaDb> mariaDb = Optional.empty();
    private Optional<H2Server> h2 = Optional.empty();

    /** The authority of MariaDB's certificate, which names {@code localhost} only. */
    public TestCertificates authority() {
        return authority;
    }

    /** PostgreSQL with a table {@code public.orders} that the user may read. */
    public synchronized TestPostgres postgres() {
        if (postgres.isEmpty()) {
            TestPostgres started = TestPostgres.start();
            started.password(USER, PASSWORD, FAR);
            started.execute("CREATE TABLE orders (id int PRIMARY KEY)", "GRANT SELECT ON orders TO " + USER);
            postgres = Optional.of(started);
        }
        return postgres.get();
    }

    /** Gives the user of PostgreSQL another password. */
    public void postgresPassword(String password) {
        postgres().password(USER, password, FAR);
    }

    /** MariaDB with a table {@code ledger.orders} that the user may read. */
    public synchronized TestMariaDb mariaDb() {
        if (mariaDb.isEmpty()) {
            TestCertificates.Identity server = authority.server("localhost");
            TestMariaDb started = TestMariaDb.start(server.chainPem(), server.keyPem());
            started.execute(
                    "CREATE USER " + USER + "@'127.0.0.1' IDENTIFIED BY " + text(PASSWORD),
                    "CREATE TABLE ledger.orders (id int PRIMARY KEY)",
                    "GRANT SELECT ON ledger.orders TO " + USER + "@'127.0.0.1'");
            mariaDb = Optional.of(started);
        }
        return mariaDb.get();
    }

    /** Gives the user of MariaDB another password. */
    public void mariaDbPassword(String password) {
        mariaDb().execute("ALTER USER " + USER + "@'127.0.0.1' IDENTIFIED BY " + text(password));
    }

    /** An H2 server in this process with a table {@code PUBLIC.ORDERS} that the user may read. */
    public synchronized H2Server h2() {
        if (h2.isEmpty()) {
            h2 = Optional.of(H2Server.start());
        }
        return h2.get();
    }

    @Override
    public synchronized void close() {
        h2.ifPresent(H2Server::close);
        postgres.ifPresent(TestPostgres::close);
        mariaDb.ifPresent(TestMariaDb::close);
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
