package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static dev.mooring.connection.core.internal.store.StoredRows.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does: rows, versions, secrets, audit, races and the sentinel. */
abstract class ConnectionStoreContract {
    private static final int RACERS = 16;

    private ConnectionStore store;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void findsAWholeRowIgnoringLetterCase() {
        StoredConnection row = inserted(full("Lake"));

        assertThat(store.find(WORKSPACE, "lAKE")).contains(row);
        assertThat(store.find(WORKSPACE, "lak")).isEmpty();
        assertThat(store.find("W", "Lake")).isEmpty();
    }

    @Test
    void listsAWorkspaceSortedByName() {
        List.of("b", "C", "a_1", "A").forEach(name -> inserted(plain(name)));
        inserted(plain("other", "d"));

        assertThat(store.list(WORKSPACE))
                .extracting(row -> row.connection().name())
                .containsExactly("A", "a_1", "b", "C");
        assertThat(store.list("empty")).isEmpty();
    }

    @Test
    void givesANameOnceIgnoringLetterCase() {
        StoredConnection first = inserted(plain("lake"));
        StoredConnection second = full("LAKE");

        assertRefused(ConnectionError.NAME_ALREADY_EXISTS, () -> store.insert(second, did(Action.CREATE, second)));

        assertThat(store.list(WORKSPACE)).containsExactly(first);
        assertAudited(Action.CREATE);
    }

    @Test
    void keepsWorkspacesApart() {
        StoredConnection mine = inserted(plain("lake"));
        StoredConnection yours = inserted(plain("v", "lake"));

        store.delete(mine, did(Action.DROP, mine));

        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
        assertThat(store.find("v", "lake")).contains(yours);
        assertThat(store.audit("v")).extracting(AuditEntry::action).containsExactly(Action.CREATE);
    }

    @Test
    void oneOfManyWhoRaceForANameWins() throws Exception {
        List<StoredConnection> rows = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            StoredConnection row = plain(i % 2 == 0 ? "lake" : "LAKE");
            Connection c = row.connection();
            Connection.Identity own =
                    new Connection.Identity("racer-" + i, c.workspace(), c.name(), c.type(), c.externalId());
            rows.add(new StoredConnection(
                    new Connection(own, c.properties(), c.secrets(), c.status(), c.audit(), c.notes()),
                    row.secrets(),
                    row.references(),
                    1));
        }

        List<ConnectionError> outcomes = race(rows, row -> store.insert(row, did(Action.CREATE, row)));

        assertThat(outcomes).hasSize(RACERS - 1).containsOnly(ConnectionError.NAME_ALREADY_EXISTS);
        assertThat(store.list(WORKSPACE)).hasSize(1);
        assertThat(store.audit(WORKSPACE))
                .singleElement()
                .satisfies(entry -> assertThat(entry.connectionId())
                        .isEqualTo(store.list(WORKSPACE).get(0).connection().id()));
    }

    @Test
    void oneOfManyWhoRaceToChangeAVersionWins() throws Exception {
        StoredConnection row = inserted(plain("lake"));
        List<StoredConnection> changes = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            changes.add(changed(row, 2, "by racer " + i));
        }

        List<ConnectionError> outcomes = race(changes, change -> store.update(change, row, did(Action.ALTER, change)));

        assertThat(outcomes).hasSize(RACERS - 1).containsOnly(ConnectionError.CONCURRENT_CHANGE);
        assertThat(store.find(WORKSPACE, "lake")).isPresent().get().isIn(changes);
        assertAudited(Action.CREATE, Action.ALTER);
    }

    @Test
    void updatesARowOfTheExpectedVersionOnly() {
        StoredConnection row = inserted(full("lake"));
        StoredConnection second = changed(row, 2, "second");
        StoredConnection third = changed(row, 3, "third");

        store.update(second, row, did(Action.ALTER, second));
        assertRefused(ConnectionError.CONCURRENT_CHANGE, () -> store.update(third, row, did(Action.ALTER, third)));

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
        assertAudited(Action.CREATE, Action.ALTER);
    }

    @Test
    void changesNoRowThatWasDroppedAndCreatedAgain() {
        StoredConnection old = inserted(plain("lake"));
        store.delete(old, did(Action.DROP, old));
        StoredConnection renewed = inserted(full("lake"));
        StoredConnection late = changed(old, 2, "late");

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.update(late, old, did(Action.ALTER, late)));
        assertRefused(
                ConnectionError.CONNECTION_NOT_FOUND,
                () -> store.replaceSecrets(old, sealed(2), did(Action.ROTATE_SECRET, old)));
        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.delete(old, did(Action.DROP, old)));

        assertThat(store.find(WORKSPACE, "lake")).contains(renewed);
        assertAudited(Action.CREATE, Action.DROP, Action.CREATE);
    }

    @Test
    void replacesSecretsOfTheRevisionBeforeAndLeavesTheVersion() {
        StoredConnection row = inserted(full("lake"));

        store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row));
        assertRefused(
                ConnectionError.CONCURRENT_CHANGE,
                () -> store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row)));
        assertRefused(
                ConnectionError.CONCURRENT_CHANGE,
                () -> store.replaceSecrets(row, sealed(4), did(Action.ROTATE_SECRET, row)));

        StoredConnection present = store.find(WORKSPACE, "lake").orElseThrow();
        assertThat(present.secrets()).isEqualTo(sealed(2));
        assertThat(present.connection().version()).isEqualTo(1);
        assertThat(present.connection().comment()).isEqualTo(row.connection().comment());
        assertAudited(Action.CREATE, Action.ROTATE_SECRET);
    }

    @Test
    void listsASecretThatARotationAdded() {
        StoredConnection row = inserted(plain("lake"));

        store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row));

        assertThat(store.find(WORKSPACE, "lake").orElseThrow().connection().secrets())
                .containsExactly("ACCESS_KEY");
    }

    @Test
    void anUpdateDoesNotBringBackSecretsThatWereRotatedMeanwhile() {
        StoredConnection row = inserted(full("lake"));
        store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row));
        StoredConnection stale = changed(row, 2, "read before the rotation");

        assertRefused(ConnectionError.CONCURRENT_CHANGE, () -> store.update(stale, row, did(Action.ALTER, stale)));

        assertThat(store.find(WORKSPACE, "lake").orElseThrow().secrets()).isEqualTo(sealed(2));
    }

    @Test
    void recordsEveryMutationWithWhoDidWhatAndWhen() {
        StoredConnection row = inserted(plain("lake"));
        StoredConnection second = changed(row, 2, "second");
        store.update(second, row, did(Action.DISABLE, second));
        store.delete(second, did(Action.DROP, second));

        assertThat(store.audit(WORKSPACE))
                .containsExactly(did(Action.CREATE, row), did(Action.DISABLE, second), did(Action.DROP, second));
    }

    @Test
    void keepsARowWithoutSecrets() {
        StoredConnection row = inserted(plain("lake"));

        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(store.find(WORKSPACE, "lake").orElseThrow().secrets()).isEqualTo(SealedSecrets.none(1));
    }

    private StoredConnection inserted(StoredConnection row) {
        store.insert(row, did(Action.CREATE, row));
        return row;
    }

    private void assertAudited(Action... actions) {
        assertThat(store.audit(WORKSPACE)).extracting(AuditEntry::action).containsExactly(actions);
    }

    static void assertRefused(ConnectionError code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** The codes of those that lost. */
    private static List<ConnectionError> race(List<StoredConnection> rows, Consumer<StoredConnection> action)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(rows.size());
        ExecutorService executor = Executors.newFixedThreadPool(rows.size());
        try {
            List<Callable<List<ConnectionError>>> calls = new ArrayList<>();
            for (StoredConnection row : rows) {
                calls.add(() -> {
                    start.await();
                    try {
                        action.accept(row);
                        return List.of();
                    } catch (ConnectionException e) {
                        return List.of((ConnectionError) e.code());
                    }
                });
            }
            List<ConnectionError> codes = new ArrayList<>();
            for (Future<List<ConnectionError>> outcome : executor.invokeAll(calls)) {
                codes.addAll(outcome.get());
            }
            return codes;
        } finally {
            executor.shutdownNow();
        }
    }
}
