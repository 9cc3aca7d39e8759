package dev.mooring.connection.core;

import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.postgres.PostgresSettings;
import dev.mooring.connection.core.internal.store.postgres.PostgresStores;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL with a role for stores; one for all tests of a JVM. */
public final class PostgresServer implements AutoCloseable {
    public static final String ROLE = "mooring";
    public static final Secret PASSWORD = Secret.of("canary-of-the-database");

    private final TestPostgres server = TestPostgres.start();
    private final AtomicInteger schemas = new AtomicInteger();

    /** One for a test that takes it down. */
    public PostgresServer() {
        server.password(ROLE, PASSWORD.reveal(), Instant.parse("2100-01-01T00:00:00Z"));
        server.execute("GRANT CREATE ON DATABASE postgres TO " + ROLE);
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            PostgresServer server = new PostgresServer();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    /** The server of this JVM, started on first use and stopped with it. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?sslmode=require";
    }

    /** A schema of a name that no other test has. */
    public String newSchema() {
        return "store_" + schemas.incrementAndGet();
    }

    /** A store in that schema, reached as the role that has to give its password. */
    public PostgresStore store(String schema) {
        return PostgresStore.at(url(), ROLE, PASSWORD).schema(schema);
    }

    /** What {@link #store} is opened with. */
    public PostgresSettings settings(String schema) {
        return store(schema).settings();
    }

    /** A store in that schema, reached without TLS and by another port, so that what passes can be seen. */
    public PostgresSettings settingsBehind(int port, String schema) {
        server.admit("host all " + ROLE + " 127.0.0.1/32 scram-sha-256");
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&prepareThreshold=0";
        return PostgresStore.at(url, ROLE, PASSWORD).schema(schema).settings();
    }

    /** A file with the certificate that the server shows. */
    public Path certificateIn(Path directory) throws IOException {
        return Files.writeString(directory.resolve("server.crt"), server.certificatePem());
    }

    /** The store in that schema, of a server that shows a certificate of that file. */
    public ConnectionStore verifiedBy(Path certificate, String schema) {
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?sslmode=verify-full&sslrootcert="
                + certificate;
        return PostgresStores.open(
                PostgresStore.at(url, ROLE, PASSWORD).schema(schema).settings());
    }

    public int port() {
        return server.port();
    }

    /** A session of the server's owner, for a test that acts as another node would. */
    public java.sql.Connection session(String schema) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?currentSchema=" + schema, "postgres", "");
    }

    /** Runs statements as the server's owner. */
    public void execute(String... statements) {
        server.execute(statements);
    }

    /** The first value that a query answers the server's owner. */
    public String value(String sql) {
        try (var jdbc = session("public");
                Statement statement = jdbc.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills it with all its processes, as a power cut would. */
    public void kill() {
        server.kill();
    }

    /** Starts it again after it was killed. */
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }
}
