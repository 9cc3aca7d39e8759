package dev.mooring.connection.jdbc.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.jdbc.JdbcProvider;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.jdbc.server.WithDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** JDBC connections as users of a layer meet them. */
@ExtendWith(WithDatabases.class)
class LayerTest {
    @Test
    void aConnectionIsCreatedTestedDescribedAndAlteredWithoutShowingItsPassword(Databases databases) {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new JdbcProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "ann");
            String login = " USERNAME = 'ann' PASSWORD = '" + Databases.PASSWORD.replace("'", "''") + "'";
            sql.execute("CREATE DATABASE CONNECTION ledger TYPE JDBC HOST = 'localhost' PORT = '"
                    + databases.mariaDb().port() + "' JDBC_ENGINE = 'MARIADB' DATABASE = 'ledger' CUSTOM_JDBC_CERT = r'"
                    + databases.authority().pem() + "' SKIP_CUSTOM_JDBC_CERT_VALIDATION = 'true'" + login);
            String tested = sql.execute("TEST CONNECTION ledger").toText();
            String described = sql.execute("DESC CONNECTION ledger").toText();

            assertThat(tested)
                    .contains("SECURE", "user ann is let in", "MariaDB 11.4.5")
                    .doesNotContain("FAILED");
            assertThat(described).contains("MARIADB", "USERNAME", "ledger");
            assertThat(tested + described).doesNotContain(Databases.PASSWORD);
            assertThatThrownBy(() -> sql.execute("ALTER CONNECTION ledger SET HOST = 'evil.example.com'"))
                    .as("another host gets no password that was given for this one")
                    .isInstanceOf(ConnectionException.class);
            assertThatThrownBy(() -> sql.execute("CREATE DATABASE CONNECTION evil TYPE JDBC"
                            + " URL = 'jdbc:mysql://h/d?allowLoadLocalInfile=true'" + login))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES))
                    .hasMessageNotContaining(Databases.PASSWORD);
        }
    }

    @Test
    void theGuardIsAskedAtTestsAndVends() {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new JdbcProvider()).open()) {
            Connections connections = layer.workspace("sales", "ann");
            connections.create(ConnectionDraft.of("metadata", "JDBC")
                    .property("URL", "jdbc:mysql://169.254.169.254/latest")
                    .property("USERNAME", "ann")
                    .property("PASSWORD", "canary-of-the-metadata")
                    .build());

            assertThatThrownBy(() -> connections.vend("metadata", AccessScope.everything()))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ConnectionError.EGRESS_REFUSED));
            assertThat(layer.sql("sales", "ann")
                            .execute("TEST CONNECTION metadata")
                            .toText())
                    .contains("EGRESS_REFUSED");
        }
    }

    @Test
    void aPasswordOfTheApplicationsOwnEncryptionIsOpenedAtEachVend() {
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new JdbcProvider())
                .decryptor(request -> Secret.of("opened-" + request.ciphertext()))
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            connections.create(ConnectionDraft.of("ledger", "JDBC")
                    .property("URL", "jdbc:mysql://localhost/d")
                    .property("USERNAME", "ann")
                    .property("ENCRYPTED_PASSWORD", "ciphertext")
                    .build());

            assertThat(connections.vend("ledger", AccessScope.everything()))
                    .isEqualTo(new Login("ann", Secret.of("opened-ciphertext"), Optional.empty()));
        }
    }

    @Test
    void aFileIsOpenedBelowAdmittedDirectoriesOnly(@TempDir Path admitted, @TempDir Path other) throws Exception {
        for (Path directory : new Path[] {admitted, other}) {
            try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
                    Statement statement = jdbc.createStatement()) {
                statement.execute("CREATE TABLE orders (id int)");
            }
        }
        Path link = Files.createSymbolicLink(admitted.resolve("link.db"), other.resolve("ledger.db"));
        try (ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new JdbcProvider())
                .admitDirectory(admitted)
                .open()) {
            Connections connections = layer.workspace("sales", "ann");
            create(connections, "inside", admitted.resolve("ledger.db"));
            try (var session = ConnectionDataSource.of(connections.source("inside", AccessScope.everything()))
                    .getConnection()) {
                assertThat(session.isValid(1)).isTrue();
            }
            for (Path path : new Path[] {link, other.resolve("ledger.db")}) {
                create(connections, "outside", path);
                assertThatThrownBy(() -> connections.vend("outside", AccessScope.everything()))
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                e -> assertThat(e.code()).isEqualTo(ConnectionError.CONTENT_UNREADABLE));
                connections.drop("outside");
            }
        }
    }

    private static void create(Connections connections, String name, Path file) {
        connections.create(ConnectionDraft.of(name, "JDBC")
                .property("URL", "jdbc:sqlite:" + file)
                .build());
    }
}
