package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.keyed;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.PostgresServer;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.store.postgres.PostgresSettings;
import dev.mooring.connection.core.internal.store.postgres.PostgresStores;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes at work on one PostgreSQL: what one has begun, the other meets. */
class PostgresNodesTest {
    private static final PostgresServer SERVER = PostgresServer.shared();
    private static final Dependent VOLUME = new Dependent("VOLUME", "sales.landing");
    private static final int ROUNDS = 15;

    private final String schema = SERVER.newSchema();
    private final StoredConnection lake = full("lake");
    private ConnectionStore store;

    @BeforeEach
    void openStore() {
        store = keyed(PostgresStores.open(SERVER.settings(schema)));
        insert(lake);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aChangeThatIsCommittedLateIsNotMissed() throws Exception {
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
        try (var other = SERVER.session(schema)) {
            other.setAutoCommit(false);
            execute(other, audited("late"));
            insert(plain("pond"));

            StoreChanges first = store.changesSince(mark);
            assertThat(first.names()).containsExactly(new StoreChanges.Name(WORKSPACE, "pond"));

            other.commit();
            StoreChanges second = store.changesSince(first.mark());
            assertThat(second.names()).containsExactly(new StoreChanges.Name(WORKSPACE, "late"));
            assertThat(store.changesSince(second.mark()).areNone()).isTrue();
        }
    }

    @Test
    void whatIsAuditedThatChangesNothingIsNoChange() throws Exception {
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
        rewrite("is_change = 0, xact = pg_current_xact_id()");

        assertThat(store.changesSince(mark).areNone()).isTrue();
    }

    /** As only the owner of the table can. */
    private void rewrite(String columns) {
        SERVER.execute("ALTER TABLE " + schema + ".audit DISABLE TRIGGER audit_is_append_only; UPDATE " + schema
                + ".audit SET " + columns);
    }

    @Test
    void whatADumpBroughtFromABusierServerIsNoChangeForEver() throws Exception {
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
        rewrite("xact = '9000000000'");

        assertThat(store.changesSince(mark).areNone()).isTrue();
    }

    @Test
    void aDependentThatIsRegisteredWhileAnotherNodeDropsLoses() throws Exception {
        try (var other = SERVER.session(schema)) {
            other.setAutoCommit(false);
            execute(other, "DELETE FROM connections");

            CompletableFuture<Void> registered = inBackground(() -> store.addDependent(lake, VOLUME));
            awaitWaiting();
            other.commit();

            assertThat(refusal(registered)).isEqualTo(ConnectionError.CONNECTION_NOT_FOUND);
        }
        assertThat(SERVER.value("SELECT count(*) FROM " + schema + ".dependents"))
                .isEqualTo("0");
    }

    @Test
    void aDependentThatIsRegisteredBeforeAnotherNodeDropsWins() throws Exception {
        try (var other = SERVER.session(schema)) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO dependents SELECT id, 'VOLUME', 'v', '' FROM connections FOR KEY SHARE");

            CompletableFuture<Void> dropped = inBackground(() -> store.delete(lake, did(Action.DROP, lake)));
            awaitWaiting();
            other.commit();

            assertThat(refusal(dropped)).isEqualTo(ConnectionError.CONNECTION_IN_USE);
        }
        assertThat(store.find(WORKSPACE, "lake")).contains(lake);
    }

    @Test
    void aChangeDoesNotWaitForARegistration() throws Exception {
        try (var other = SERVER.session(schema)) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO dependents SELECT id, 'VOLUME', 'v', '' FROM connections FOR KEY SHARE");
            StoredConnection second = changed(lake, 2, "second");

            store.update(second, lake, did(Action.ALTER, second));

            other.rollback();
        }
    }

    @Test
    void aCircleThatTwoNodesCloseFromBothEndsStaysOpen() {
        try (ConnectionStore other = PostgresStores.open(SERVER.settings(schema))) {
            for (int round = 0; round < ROUNDS; round++) {
                StoredConnection a = insert(plain("a" + round));
                StoredConnection b = insert(plain("b" + round));
                StoredConnection usesB = changed(a, 2, "", "b" + round);
                StoredConnection usesA = changed(b, 2, "", "a" + round);

                CompletableFuture<Void> one = inBackground(() -> store.update(usesB, a, did(Action.ALTER, usesB)));
                CompletableFuture<Void> two = inBackground(() -> other.update(usesA, b, did(Action.ALTER, usesA)));

                List<ConnectionError> refusals = new ArrayList<>();
                List.of(one, two)
                        .forEach(each -> each.exceptionally(e -> {
                                    refusals.add(code(e));
                                    return null;
                                })
                                .join());
                assertThat(refusals).containsExactly(ConnectionError.INVALID_PROPERTIES);
            }
        }
    }

    @Test
    void waitsOnlySoLongForWhatAnotherNodeHolds() throws Exception {
        PostgresSettings settings = SERVER.settings(schema);
        PostgresSettings hasty = new PostgresSettings(
                settings.url(),
                settings.login(),
                schema,
                new PostgresSettings.Limits(2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(250)));
        try (var other = SERVER.session(schema);
                ConnectionStore impatient = PostgresStores.open(hasty)) {
            other.setAutoCommit(false);
            execute(other, "UPDATE connections SET comment = comment");
            StoredConnection second = changed(lake, 2, "second");

            assertThatThrownBy(() -> impatient.update(second, lake, did(Action.ALTER, second)))
                    .isInstanceOfSatisfying(ConnectionException.class, e -> {
                        assertThat(e.code()).isEqualTo(ConnectionError.STORE_UNAVAILABLE);
                        assertThat(e.code().retryable()).isTrue();
                        assertThat(e).hasMessageContaining("busy");
                    });
            other.rollback();
            impatient.update(second, lake, did(Action.ALTER, second));
        }
    }

    @Test
    void isNotTheOneToSufferFromADeadlock() throws Exception {
        StoredConnection catalog = insert(plain("catalog"));
        StoredConnection usesLake = changed(catalog, 2, "", "lake");
        try (var other = SERVER.session(schema)) {
            other.setAutoCommit(false);
            // who looks for a circle first is undone, and that must not be this one
            execute(other, "SET deadlock_timeout = '1min'");
            execute(other, "SELECT 1 FROM connections WHERE name_key = 'lake' FOR UPDATE");

            CompletableFuture<Void> linked =
                    inBackground(() -> store.update(usesLake, catalog, did(Action.ALTER, usesLake)));
            awaitWaiting();
            // each holds what the other wants; the store's is undone by the server, and tries again
            execute(other, "SELECT 1 FROM connections WHERE name_key = 'catalog' FOR UPDATE");
            other.commit();

            linked.join();
        }
        assertThat(store.dependents(lake)).containsExactly(new Dependent("CONNECTION", "catalog"));
        assertThat(store.audit(WORKSPACE)).hasSize(3);
    }

    @Test
    void readsAgainWhenItsConnectionsWereCut() {
        assertThat(store.find(WORKSPACE, "lake")).contains(lake);
        for (int i = 0; i < 5; i++) {
            SERVER.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mooring'"
                    + " AND usename = '" + PostgresServer.ROLE + "'");

            assertThat(store.find(WORKSPACE, "lake")).contains(lake);
        }
    }

    @Test
    void aPrimaryKeyThatIsTakenIsNoNameThatIsTaken() {
        StoredConnection sameId = new StoredConnection(plain("x").connection(), lake.secrets(), List.of(), 1);
        SERVER.execute("UPDATE " + schema + ".connections SET id = '"
                + sameId.connection().id() + "'");

        assertRefused(ConnectionError.STORE_UNAVAILABLE, () -> store.insert(sameId, did(Action.CREATE, sameId)));
    }

    private StoredConnection insert(StoredConnection row) {
        store.insert(row, did(Action.CREATE, row));
        return row;
    }

    private static String audited(String name) {
        return "INSERT INTO audit (at, actor, action, workspace, connection_id, name, version) VALUES (0, 'ann', 'ALTER', '"
                + WORKSPACE + "', 'id', '" + name + "', 2)";
    }

    private static void execute(java.sql.Connection jdbc, String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CompletableFuture<Void> inBackground(Runnable action) {
        return CompletableFuture.runAsync(action, task -> new Thread(task).start());
    }

    /** Somebody waits for a lock of a row. */
    private static void awaitWaiting() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> SERVER.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"),
                        "1"::equals);
    }

    private static ConnectionError refusal(CompletableFuture<Void> action) {
        try {
            action.join();
            throw new AssertionError("nothing was refused");
        } catch (CompletionException e) {
            return code(e);
        }
    }

    private static ConnectionError code(Throwable failure) {
        return (ConnectionError) ((ConnectionException) failure.getCause()).code();
    }
}
