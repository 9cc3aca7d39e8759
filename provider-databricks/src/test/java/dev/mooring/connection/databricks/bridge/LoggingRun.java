package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.databricks.DatabricksProvider;
import dev.mooring.connection.databricks.LakebaseBackend;
import dev.mooring.connection.tck.FakeBackend.Failure;
import dev.mooring.testserver.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A process that logs everything there is while databases are used, and writes what must not be among it to a file. */
final class LoggingRun {
    /** Held, for loggers that nobody holds lose their levels. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("dev.mooring"), Logger.getLogger("org.postgresql"));

    private LoggingRun() {}

    public static void main(String... arguments) throws Exception {
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        // what does not log through SLF4J; the JDK logs whole headers, which nobody here can help
        for (Logger logger : LOGGERS) {
            logger.setLevel(Level.ALL);
            logger.addHandler(console);
        }
        try (TestPostgres postgres = TestPostgres.start();
                LakebaseBackend backend = new LakebaseBackend(postgres);
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new DatabricksProvider())
                        .open()) {
            Connections connections = layer.workspace("sales", "ann");
            ConnectionDraft.Builder draft = ConnectionDraft.of(ConnectionCategory.DATABASE, "lakebase", "LAKEBASE");
            backend.properties().forEach(draft::property);
            connections.create(draft.build());
            System.out.println(connections.test("lakebase", TestOptions.readOnly()));
            use(connections, postgres);
            backend.fail(Failure.BAD_CREDENTIAL);
            System.out.println(connections.test("lakebase", TestOptions.readOnly()));
            Files.write(Path.of(arguments[0]), backend.workspace().issued());
        }
    }

    private static void use(Connections connections, TestPostgres postgres) throws SQLException {
        try (LakebaseDataSource database =
                LakebaseDataSource.of(connections.source("lakebase", AccessScope.everything()))) {
            database.getConnection().close();
            postgres.password(LakebaseBackend.CLIENT_ID, "another", Instant.parse("2020-01-01T00:00:00Z"));
            try (var first = database.getConnection();
                    var second = database.getConnection()) {
                System.out.println(first + " " + second + " " + database);
            }
        }
    }
}
