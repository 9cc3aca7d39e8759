package dev.mooring.connection.jdbc.server;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;

/** An H2 server on 127.0.0.1 in this process, with the database {@code ledger} in memory. Safe for use by threads. */
public final class H2Server implements AutoCloseable {
    private static final String ADMINISTRATOR = "keeper";
    private static final String OWNER_PASSWORD = "keeper-of-the-test";

    private final Server server;
    /** Keeps the database alive. */
    private final java.sql.Connection owner;

    private H2Server(Server server, java.sql.Connection owner) {
        this.server = server;
        this.owner = owner;
    }

    static H2Server start() {
        try {
            H2Server started = new H2Server(
                    Server.createTcpServer("-tcpPort", "0").start(),
                    DriverManager.getConnection("jdbc:h2:mem:ledger", ADMINISTRATOR, OWNER_PASSWORD));
            started.execute(
                    "CREATE TABLE orders (id int PRIMARY KEY)",
                    "CREATE USER ann PASSWORD '" + Databases.PASSWORD.replace("'", "''") + "'",
                    "GRANT SELECT ON orders TO ann");
            return started;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Runs statements as administrator. */
    public synchronized void execute(String... statements) {
        try (Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the server refuses what a test asks for", e);
        }
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            server.stop();
        }
    }
}
