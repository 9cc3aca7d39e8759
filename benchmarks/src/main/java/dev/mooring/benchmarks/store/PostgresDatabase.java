package dev.mooring.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.benchmarks.harness.Directories;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.subject.TokenType;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.PostgresStore;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of its own on this machine, which forces each commit to the disk. */
final class PostgresDatabase implements Database {
    private static final String ROLE = "mooring";
    private static final String PASSWORD = "only-for-this-run";

    private final Path directory;
    private final TestPostgres server;
    private final String url;
    private final HikariDataSource pool;

    PostgresDatabase() throws Exception {
        directory = Files.createTempDirectory("store");
        server = TestPostgres.start();
        server.password(ROLE, PASSWORD, Instant.parse("2100-01-01T00:00:00Z"));
        server.execute("GRANT CREATE ON DATABASE postgres TO " + ROLE);
        url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?sslmode=require";
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(ROLE);
        source.setPassword(PASSWORD);
        source.setCurrentSchema(ROLE);
        // a node that waits for a dead server without an end is no measure for one that does not
        source.setTcpKeepAlive(true);
        source.setSocketTimeout(40);
        source.setOptions(
                "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000");
        pool = Database.pool(source);
    }

    static ConnectionLayer layer(String url, Path keyring, TokenService service) {
        return ConnectionLayer.on(PostgresStore.at(url, ROLE, Secret.of(PASSWORD)))
                .keyring(Keyring.inFile(keyring))
                .provider(new TokenType(service))
                .open();
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public Path keyring() {
        return directory.resolve("keyring.json");
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void settle() throws SQLException {
        try (var jdbc = pool.getConnection();
                var statement = jdbc.createStatement()) {
            statement.execute("ANALYZE connections");
        }
        server.execute("CHECKPOINT");
    }

    @Override
    public void close() throws Exception {
        pool.close();
        server.close();
        Directories.delete(directory);
    }
}
