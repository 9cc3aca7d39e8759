package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.keyed;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.core.PostgresServer;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.store.postgres.PostgresStores;
import dev.mooring.testserver.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresStoresTest {
    private static final int NODES = 6;
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final String CONTRACTS = SERVER.newSchema();

    static ConnectionStore open(String schema) {
        return PostgresStores.open(SERVER.settings(schema));
    }

    /** One store for all contracts, for making its tables each time would take longest. */
    private static ConnectionStore openEmpty() {
        ConnectionStore store = open(CONTRACTS);
        // a server's owner may do what nobody else may: the audit is kept from being emptied
        String tables = Stream.of(
                        "connections",
                        "dependents",
                        "audit",
                        "settings",
                        "leases",
                        "grants",
                        "sealing_keys",
                        "retired_keys")
                .map(table -> CONTRACTS + "." + table)
                .collect(Collectors.joining(", "));
        SERVER.execute("SET session_replication_role = replica", "TRUNCATE " + tables);
        return store;
    }

    @Nested
    class Rows extends ConnectionStoreContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Nested
    class Changes extends StoreChangesContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }

        @Override
        String later(String mark) {
            return "900000000:900000000:";
        }
    }

    @Nested
    class Keys extends StoreKeysContract {
        @Override
        ConnectionStore open() {
            return PostgresStoresTest.open(SERVER.newSchema());
        }
    }

    @Nested
    class Leases extends StoreLeaseContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Nested
    class Texts extends StoreTextsContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Nested
    class Quota extends StoreQuotaContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Nested
    class Pages extends StorePagesContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Nested
    class Grants extends StoreGrantsContract {
        @Override
        ConnectionStore open() {
            return PostgresStoresTest.open(SERVER.newSchema());
        }
    }

    @Nested
    class Trail extends StoreAuditContract {
        @Override
        ConnectionStore open() {
            return PostgresStoresTest.open(SERVER.newSchema());
        }
    }

    @Nested
    class Dependents extends StoreDependentsContract {
        @Override
        ConnectionStore open() {
            return openEmpty();
        }
    }

    @Test
    void noStatementChangesOrRemovesWhatIsAudited() {
        String schema = SERVER.newSchema();
        StoredConnection row = full("lake");
        try (ConnectionStore store = keyed(open(schema))) {
            store.insert(row, did(Action.CREATE, row));
            for (String statement : List.of(
                    "UPDATE " + schema + ".audit SET actor = 'nobody'",
                    "DELETE FROM " + schema + ".audit",
                    "TRUNCATE " + schema + ".audit")) {
                assertThatThrownBy(() -> SERVER.execute(statement)).hasStackTraceContaining("the audit is append-only");
            }
            assertThat(store.audit(WORKSPACE)).containsExactly(did(Action.CREATE, row));
            // as the manual tells an operator
            SERVER.execute(
                    "ALTER TABLE " + schema + ".audit DISABLE TRIGGER audit_is_append_only",
                    "DELETE FROM " + schema + ".audit WHERE at < 1000 * extract(epoch FROM timestamp '2100-01-01')",
                    "ALTER TABLE " + schema + ".audit ENABLE TRIGGER audit_is_append_only");
            assertThat(store.audit(WORKSPACE)).isEmpty();
            assertThat(store.list(WORKSPACE)).containsExactly(row);
        }
    }

    @Test
    void manyNodesMayMakeTheTablesAtOnce() throws Exception {
        String schema = SERVER.newSchema();
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            List<Callable<ConnectionStore>> openings =
                    Collections.nCopies(NODES, () -> PostgresStoresTest.open(schema));
            List<ConnectionStore> stores = new ArrayList<>();
            for (Future<ConnectionStore> opening : nodes.invokeAll(openings)) {
                stores.add(opening.get());
            }
            StoredConnection row = full("lake");
            keyed(stores.get(0));
            stores.get(0).insert(row, did(Action.CREATE, row));
            assertThat(stores).allMatch(store -> store.find(WORKSPACE, "lake").isPresent());
            stores.forEach(ConnectionStore::close);
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void checksTheServersCertificateWhereTheUrlSaysSo(@TempDir Path directory) throws Exception {
        String schema = SERVER.newSchema();

        SERVER.verifiedBy(SERVER.certificateIn(directory), schema).close();

        try (TestPostgres other = TestPostgres.start()) {
            Path another = Files.writeString(directory.resolve("another.crt"), other.certificatePem());
            assertRefused(ConnectionError.STORE_UNAVAILABLE, () -> SERVER.verifiedBy(another, schema));
        }
    }

    @Test
    void refusesADataSourceWhoseTransactionsSeeAnOldState() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.url());
        source.setUser(PostgresServer.ROLE);
        source.setPassword(PostgresServer.PASSWORD.reveal());
        source.setCurrentSchema(SERVER.newSchema());
        source.setOptions("-c default_transaction_isolation=serializable");

        assertRefused(ConnectionError.NOT_CONFIGURED, () -> PostgresStores.open(source));
    }

    @Test
    void saysOfAStoreThatLostATableThatItIsDamaged() {
        String schema = SERVER.newSchema();
        try (ConnectionStore store = keyed(open(schema))) {
            SERVER.execute("ALTER TABLE " + schema + ".connections RENAME TO lost");

            assertRefused(ConnectionError.STORE_UNUSABLE, () -> store.find(WORKSPACE, "lake"));
            assertRefused(ConnectionError.STORE_UNUSABLE, () -> store.list(WORKSPACE));
        }
        open(schema).close();
        assertThat(SERVER.value("SELECT count(*) FROM pg_tables WHERE schemaname = '" + schema
                        + "' AND tablename = 'connections'"))
                .as("nothing is made anew in the place of what was lost")
                .isEqualTo("0");
    }

    @Test
    void refusesAStoreOfANewerVersion() {
        String schema = SERVER.newSchema();
        open(schema).close();
        SERVER.execute("INSERT INTO " + schema + ".layout_history (installed_rank, version, description, type, script,"
                + " installed_by, execution_time, success) VALUES (99, '99', '', 'SQL', '', '', 0, true)");

        assertThatThrownBy(() -> open(schema)).hasMessageContaining("layout version 99");
    }

    @Test
    void refusesASchemaOfOthersAndLeavesItAsItIs() {
        String schema = SERVER.newSchema();
        SERVER.execute("CREATE SCHEMA " + schema + " AUTHORIZATION " + PostgresServer.ROLE);
        SERVER.execute("CREATE TABLE " + schema + ".connections (theirs integer)");

        assertRefused(ConnectionError.STORE_UNAVAILABLE, () -> open(schema));

        assertThat(SERVER.value("SELECT count(*) FROM pg_tables WHERE schemaname = '" + schema + "'"))
                .isEqualTo("1");
    }

    @Test
    void aPageIsReadAlongTheIndex() {
        String schema = SERVER.newSchema();
        open(schema).close();
        SERVER.execute(
                "INSERT INTO " + schema
                        + ".connections SELECT 'id' || i, 'w', 'c' || i, 'c' || i, '', '', '', '', '', 1,"
                        + " '', '', '', 0, 0, 1, NULL, '', '', 1, repeat('x', 300), '', 1, '' FROM generate_series(1, 5000) AS i",
                "ANALYZE " + schema + ".connections");

        assertThat(SERVER.value(
                        "EXPLAIN (FORMAT JSON) SELECT * FROM " + schema + ".connections WHERE workspace = 'w' AND"
                                + " name_key >= 'c4' AND name_key < 'c5' ORDER BY name_key LIMIT 100"))
                .contains("\"Index Name\": \"connections_name\"")
                .contains("name_key >= 'c4'")
                .doesNotContain("\"Sort\"")
                .doesNotContain("\"Filter\"");
    }

    @Test
    void nodesNeedNoRightToMakeTablesNorToChangeWhatWasAudited() {
        String schema = SERVER.newSchema();
        open(schema).close();
        SERVER.execute(
                "ALTER SCHEMA " + schema + " OWNER TO postgres",
                "REASSIGN OWNED BY mooring TO postgres",
                "GRANT USAGE ON SCHEMA " + schema + " TO mooring",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO mooring",
                "REVOKE INSERT, UPDATE, DELETE ON " + schema + ".layout_history FROM mooring",
                "REVOKE UPDATE, DELETE ON " + schema + ".audit FROM mooring");
        try (ConnectionStore store = keyed(open(schema))) {
            StoredConnection lake = full("lake");
            StoredConnection catalog = plain(WORKSPACE, "catalog", "lake");
            store.insert(lake, did(Action.CREATE, lake));
            store.insert(catalog, did(Action.CREATE, catalog));
            SecretLease lease = store.acquireLease(lake, "a", Instant.EPOCH, Instant.EPOCH.plus(SecretLease.LENGTH))
                    .orElseThrow();
            store.releaseLease(lease);
            store.delete(catalog, did(Action.DROP, catalog));

            assertThat(store.audit(WORKSPACE)).hasSize(3);
            assertThat(store.changesSince(StoreChanges.NOTHING_SEEN).isEverything())
                    .isTrue();
        }
        assertThat(SERVER.value("SELECT has_table_privilege('mooring', '" + schema + ".audit', 'UPDATE')"))
                .isEqualTo("f");
    }
}
