package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.keyed;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.crypto.Keyrings;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.Sealers;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStoresTest {
    private static final String CANARY = "canary-91bc";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("connections.db");
    }

    @Nested
    class Rows extends ConnectionStoreContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Changes extends StoreChangesContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Keys extends StoreKeysContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Leases extends StoreLeaseContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Texts extends StoreTextsContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Quota extends StoreQuotaContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Pages extends StorePagesContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Grants extends StoreGrantsContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Trail extends StoreAuditContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Nested
    class Dependents extends StoreDependentsContract {
        @Override
        ConnectionStore open() {
            return SqliteStores.open(file);
        }
    }

    @Test
    void isForItsOwnerOnlyWithAllItsFiles() throws Exception {
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            insert(store, full("lake"));
            for (Path each : files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo("rw-------");
            }
            assertThat(files()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void holdsNoSecretInTheClear() throws Exception {
        try (ConnectionStore store = SqliteStores.open(file)) {
            SecretSealer sealer = Sealers.over(Keyrings.inMemory(), store.keys());
            StoredConnection row = full("lake");
            SealedSecrets sealed = sealer.seal(row.content(), Map.of("ACCESS_KEY", Secret.of(CANARY)), 1);
            insert(store, new StoredConnection(row.connection(), sealed, List.of(), 1));
            assertThat(allBytes()).contains("ACCESS_KEY").doesNotContain(CANARY);
        }
        assertThat(allBytes()).contains("ACCESS_KEY").doesNotContain(CANARY);
    }

    @Test
    void keepsEverythingAcrossReopening() {
        StoredConnection row = full("lake");
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            insert(store, row);
        }
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            assertThat(store.list(WORKSPACE)).containsExactly(row);
            assertThat(store.audit(WORKSPACE)).containsExactly(did(Action.CREATE, row));
        }
    }

    @Test
    void bringsAnOlderStoreUpToDateAndKeepsWhatItHolds() throws Exception {
        StoredConnection row = plain("lake");
        try (ConnectionStore store = SqliteStores.open(file)) {
            insert(store, row);
        }
        for (String step : List.of(
                "CREATE TABLE older AS SELECT * FROM connections",
                "ALTER TABLE older DROP COLUMN key_id",
                "ALTER TABLE older DROP COLUMN wrapped_key",
                "DROP TABLE connections",
                "ALTER TABLE older RENAME TO connections",
                "DROP TABLE sealing_keys",
                "DROP TABLE retired_keys",
                "DROP TABLE leases",
                "DROP TABLE grants",
                "DROP INDEX dependents_owner",
                "CREATE TABLE old (at BIGINT, actor TEXT, action TEXT, workspace TEXT, connection_id TEXT, name TEXT,"
                        + " version BIGINT)",
                "INSERT INTO old SELECT at, actor, action, workspace, connection_id, name, version FROM audit",
                "DROP TABLE audit",
                "ALTER TABLE old RENAME TO audit",
                "PRAGMA user_version = 0")) {
            execute(step);
        }
        try (ConnectionStore store = SqliteStores.open(file)) {
            assertThat(store.list(WORKSPACE)).containsExactly(row);
            assertThat(store.audit(WORKSPACE)).containsExactly(did(Action.CREATE, row));
            assertThat(store.acquireLease(row, "a", Instant.EPOCH, Instant.EPOCH.plus(SecretLease.LENGTH)))
                    .isPresent();
            assertThat(value("PRAGMA user_version")).isEqualTo("" + SqliteLayout.VERSION);
        }
    }

    @Test
    void noStatementChangesOrRemovesWhatIsAudited() throws Exception {
        StoredConnection row = full("lake");
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            insert(store, row);
            for (String statement : List.of(
                    "UPDATE audit SET actor = 'nobody'",
                    "DELETE FROM audit",
                    "INSERT OR REPLACE INTO audit SELECT * FROM audit")) {
                assertThatThrownBy(() -> execute(statement)).hasMessageContaining("the audit is append-only");
            }
            assertThat(store.audit(WORKSPACE)).containsExactly(did(Action.CREATE, row));
            // as the manual tells an operator
            execute("DROP TRIGGER audit_is_not_removed");
            execute("DELETE FROM audit");
            execute("CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is"
                    + " append-only'); END");
            String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
            insert(store, StoredRows.plain(WORKSPACE, "pond"));
            assertThat(store.changesSince(mark).areNone()).isFalse();
        }
    }

    @Test
    void refusesAStoreOfANewerVersionAndLeavesItAsItIs() throws Exception {
        SqliteStores.open(file).close();
        execute("PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> SqliteStores.open(file)).hasMessageContaining("layout version 99");

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aLeaseKeepsTheRevisionItWasTakenAt() throws Exception {
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            StoredConnection row = full("lake");
            insert(store, row);
            store.acquireLease(row, "a", Instant.EPOCH, Instant.EPOCH.plus(SecretLease.LENGTH));
            assertThat(value("SELECT secret_revision FROM leases")).isEqualTo("1");
        }
    }

    @Test
    void twoStoresOfOneFileSeeEachOther() {
        try (ConnectionStore one = keyed(SqliteStores.open(file));
                ConnectionStore other = keyed(SqliteStores.open(file))) {
            insert(one, full("lake"));

            assertThat(other.find(WORKSPACE, "lake")).isPresent();
            assertRefused(ConnectionError.NAME_ALREADY_EXISTS, () -> insert(other, full("lake")));
        }
    }

    @Test
    void saysThatItsDirectoryIsMissing() {
        assertRefused(
                ConnectionError.STORE_UNAVAILABLE, () -> SqliteStores.open(directory.resolve("absent/connections.db")));
    }

    @Test
    void everyCommitIsForcedToDisk() throws Exception {
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            insert(store, full("lake"));
            assertThat(value("PRAGMA journal_mode")).isEqualTo("wal");
        }
        try (var jdbc = SqliteStores.source(file).getConnection();
                Statement statement = jdbc.createStatement()) {
            assertThat(value(statement, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(value(statement, "PRAGMA busy_timeout")).isEqualTo("20000");
        }
    }

    @Test
    void aPageIsReadAlongTheIndex() throws Exception {
        try (ConnectionStore store = SqliteStores.open(file)) {
            assertThat(store.list(WORKSPACE)).isEmpty();
            try (var jdbc = SqliteStores.source(file).getConnection();
                    Statement statement = jdbc.createStatement();
                    ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN SELECT * FROM connections WHERE"
                            + " workspace = 'w' AND name_key >= 'p' AND name_key < 'q' ORDER BY name_key LIMIT 100")) {
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString("detail"))
                        .contains("SEARCH connections USING INDEX")
                        .contains("(workspace=? AND name_key>? AND name_key<?)");
                assertThat(plan.next()).as("a sorting").isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "properties|{\"ENDPOINT\": canary-91bc",
                "properties|null",
                "properties|[]",
                "properties|{\"A\":{\"sensitivity\":\"canary-91bc\",\"texts\":[]}}",
                "properties|{\"A\":{\"sensitivity\":\"SECRET\",\"texts\":[\"canary-91bc\"]}}",
                "properties|{\"A\":{\"sensitivity\":\"SHOWN\"}}",
                "properties|{\"A\":null}",
                "secrets|null",
                "secrets|{\"keyId\":\"K1\"}",
                "tags|[\"canary-91bc\"]",
                "warnings|{}",
                "comment|[null]",
                "state|canary-91bc",
                "category|canary-91bc",
                "cloud|Canary-91bc",
                "reference_names|7",
            })
    void showsADamagedRowForWhatItIsAndNothingThatItHolds(String column, String content) throws Exception {
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            StoredConnection whole = plain("sea");
            insert(store, full("lake"));
            insert(store, whole);
            execute("UPDATE connections SET " + column + " = '" + content + "' WHERE name = 'lake'");

            assertThat(store.list(WORKSPACE)).hasSize(2).contains(whole);
            StoredConnection damaged = store.find(WORKSPACE, "lake").orElseThrow();
            assertThat(damaged.isDamaged()).isTrue();
            assertThat(damaged.connection().state()).isEqualTo(ConnectionState.FAILED);
            assertThat(damaged.connection().status().reason().orElseThrow()).contains("damaged", "CREATE OR REPLACE");
            assertThat(damaged.toString()).doesNotContainIgnoringCase(CANARY);
            store.delete(damaged, did(Action.DROP, damaged));
            assertThat(store.list(WORKSPACE)).containsExactly(whole);
        }
    }

    private static void insert(ConnectionStore store, StoredConnection row) {
        store.insert(row, did(Action.CREATE, row));
    }

    private List<Path> files() throws Exception {
        try (var list = Files.list(directory)) {
            return list.toList();
        }
    }

    private String allBytes() throws Exception {
        StringBuilder all = new StringBuilder();
        for (Path each : files()) {
            all.append(new String(Files.readAllBytes(each), ISO_8859_1));
        }
        return all.toString();
    }

    private void execute(String sql) throws Exception {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = jdbc.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private String value(String sql) throws Exception {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = jdbc.createStatement()) {
            return value(statement, sql);
        }
    }

    private static String value(Statement statement, String sql) throws Exception {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
