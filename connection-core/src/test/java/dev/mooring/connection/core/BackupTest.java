package dev.mooring.connection.core;

import static dev.mooring.connection.core.CreatingProcess.WORKSPACE;
import static dev.mooring.connection.core.CreatingProcess.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that were made while the store was used, restored beside the keyring and without it. */
class BackupTest {
    private static final List<String> NAMES = List.of("lake", "orders", "sales");
    /** Those that rows refer to come first. */
    private static final List<String> TABLES = List.of(
            "sealing_keys", "retired_keys", "connections", "dependents", "settings", "leases", "grants", "audit");

    @TempDir
    Path directory;

    @Test
    void aFileIsCopiedWhileItIsUsed() throws Exception {
        Path used = Files.createDirectory(directory.resolve("used"));
        Path restored = Files.createDirectory(directory.resolve("restored"));
        try (ConnectionLayer layer = CreatingProcess.layer(used)) {
            create(layer);
            try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + used.resolve("connections.db"));
                    var statement = jdbc.createStatement()) {
                statement.execute("VACUUM INTO '" + restored.resolve("connections.db") + "'");
            }
            layer.workspace(WORKSPACE, "ann").drop("lake");
        }

        try (ConnectionLayer layer = CreatingProcess.layer(restored)) {
            assertListsAndDropsWithoutKeys(layer);
        }
        Files.copy(used.resolve("keyring.json"), restored.resolve("keyring.json"));
        try (ConnectionLayer layer = CreatingProcess.layer(restored)) {
            assertVends(layer, "orders", "sales");
        }
    }

    @Test
    void aDatabaseIsCopiedRowByRow() {
        PostgresServer server = PostgresServer.shared();
        String used = server.newSchema();
        String restored = server.newSchema();
        Path keyring = directory.resolve("keyring.json");
        try (ConnectionLayer layer = layer(server, used, keyring)) {
            create(layer);
        }
        layer(server, restored, directory.resolve("none.json")).close();
        server.execute("SET session_replication_role = replica", "TRUNCATE " + restored + ".sealing_keys CASCADE");
        for (String table : TABLES) {
            server.execute(
                    "SET session_replication_role = replica",
                    "INSERT INTO " + restored + "." + table + " OVERRIDING SYSTEM VALUE SELECT * FROM " + used + "."
                            + table);
        }
        // as a dump does
        server.execute("SELECT setval(pg_get_serial_sequence('" + restored + ".audit', 'seq'), max(seq)) FROM "
                + restored + ".audit");

        try (ConnectionLayer layer = layer(server, restored, keyring)) {
            assertVends(layer, "lake", "orders", "sales");
        }
        try (ConnectionLayer layer = layer(server, restored, directory.resolve("another.json"))) {
            assertListsAndDropsWithoutKeys(layer);
        }
    }

    private static void create(ConnectionLayer layer) {
        Connections connections = layer.workspace(WORKSPACE, "ann");
        NAMES.forEach(name -> connections.create(CreatingProcess.draft(name, "ann")));
    }

    private static void assertVends(ConnectionLayer layer, String... names) {
        Connections connections = layer.workspace(WORKSPACE, "ann");
        for (String name : names) {
            assertThat(connections.vend(name, AccessScope.everything()))
                    .isEqualTo(new Credential.AccessKey("id-of-" + name, Secret.of(secret(name, "ann"))));
        }
        assertThat(layer.keys().verify().unopened()).isEmpty();
    }

    private static void assertListsAndDropsWithoutKeys(ConnectionLayer layer) {
        Connections connections = layer.workspace(WORKSPACE, "ann");
        assertThat(connections.list()).extracting(Connection::name).containsExactlyElementsOf(NAMES);
        assertThatThrownBy(() -> connections.vend("lake", AccessScope.everything()))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE));
        connections.drop("lake");
        assertThat(connections.list()).hasSize(NAMES.size() - 1);
    }

    private static ConnectionLayer layer(PostgresServer server, String schema, Path keyring) {
        return ConnectionLayer.on(server.store(schema))
                .keyring(Keyring.inFile(keyring))
                .provider(new FakeProvider())
                .open();
    }
}
