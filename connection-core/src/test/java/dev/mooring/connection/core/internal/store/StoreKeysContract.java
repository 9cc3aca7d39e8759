package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static dev.mooring.connection.core.internal.store.StoredRows.sealed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.crypto.KeyEnded;
import dev.mooring.connection.core.internal.crypto.KeyEntries;
import dev.mooring.connection.core.internal.crypto.KeyRegister.Registered;
import dev.mooring.connection.core.internal.store.SealedRows.Rewrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises about the keys of its rows. */
abstract class StoreKeysContract {
    private static final int ROUNDS = 20;

    private ConnectionStore store;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void add(String... ids) {
        for (String id : ids) {
            store.keys().add(new WrappedKey(id, "sentinel-of-" + id), StoredRows.keyEntry(Action.ADD_KEY, id));
        }
    }

    private void makeCurrent(String id) {
        store.keys().makeCurrent(id, StoredRows.keyEntry(Action.ROTATE_KEY, id));
    }

    private void retire(String id) {
        store.keys().retire(id, StoredRows.keyEntry(Action.RETIRE_KEY, id));
    }

    private StoredConnection inserted(String name) {
        StoredConnection row = full(name);
        store.insert(row, did(Action.CREATE, row));
        return row;
    }

    private StoredConnection present(String name) {
        return store.find(WORKSPACE, name).orElseThrow();
    }

    private static Rewrapped rewrapped(StoredConnection row, String keyId) {
        return new Rewrapped(row, new WrappedKey(keyId, "cmV3cmFwcGVk"));
    }

    @Test
    void theFirstKeyIsCurrentUntilAnotherIsMadeSo() {
        assertThat(store.keys().inForce()).isEmpty();
        add("K9", "K1", "K9");

        assertThat(store.keys().inForce())
                .containsExactly(
                        new Registered(new WrappedKey("K9", "sentinel-of-K9"), true),
                        new Registered(new WrappedKey("K1", "sentinel-of-K1"), false));
        makeCurrent("K1");
        assertThat(store.keys().inForce()).extracting(Registered::isCurrent).containsExactly(false, true);
        assertRefused(ConnectionError.RESOURCE_NOT_FOUND, () -> makeCurrent("K2"));
    }

    @Test
    void whatChangesAKeyIsRecordedWithItAndNothingElse() {
        add("K1", "K2", "K2");
        makeCurrent("K2");
        assertRefused(ConnectionError.RESOURCE_NOT_FOUND, () -> makeCurrent("K3"));
        assertRefused(ConnectionError.CONNECTION_IN_USE, () -> retire("K2"));
        retire("K1");
        retire("K1");

        assertThat(store.audit(KeyEntries.STORE))
                .extracting(AuditEntry::action, AuditEntry::name)
                .containsExactly(
                        tuple(Action.ADD_KEY, "K1"),
                        tuple(Action.ADD_KEY, "K2"),
                        tuple(Action.ROTATE_KEY, "K2"),
                        tuple(Action.RETIRE_KEY, "K1"));
    }

    @Test
    void aKeyInUseOrCurrentIsNotRetired() {
        add("K1", "K2");
        inserted("lake");

        assertRefused(ConnectionError.CONNECTION_IN_USE, () -> retire("K1"));
        makeCurrent("K2");
        assertThatThrownBy(() -> retire("K1")).hasMessageContaining(WORKSPACE + "/lake");
        assertRefused(ConnectionError.RESOURCE_NOT_FOUND, () -> retire("K3"));
        assertThat(store.keys().inForce()).hasSize(2);
        assertThat(store.keys().retired()).isEmpty();
    }

    @Test
    void nothingIsWrittenUnderAKeyThatIsNotInForce() {
        StoredConnection row = full("lake");
        assertEnded(() -> store.insert(row, did(Action.CREATE, row)));
        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
        assertThat(store.audit(WORKSPACE)).isEmpty();

        add("K1");
        store.insert(row, did(Action.CREATE, row));
        assertEnded(() -> store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row)));
        StoredConnection resealed = changed(row, 2, "other").sealed(sealed(2));
        assertEnded(() -> store.update(resealed, row, did(Action.ALTER, resealed)));
        assertEnded(() -> store.sealedRows().rewrap(List.of(rewrapped(row, "K2"))));
        assertThat(present("lake")).isEqualTo(row);
    }

    @Test
    void aRetiredKeyNeverComesBack() {
        add("K1", "K2");
        makeCurrent("K2");
        retire("K1");
        retire("K1");

        assertThat(store.keys().retired()).containsExactly("K1");
        assertThat(store.keys().inForce()).extracting(Registered::id).containsExactly("K2");
        assertRefused(ConnectionError.NOT_SUPPORTED, () -> add("K1"));
        StoredConnection row = full("lake");
        assertEnded(() -> store.insert(row, did(Action.CREATE, row)));
    }

    @Test
    void rewrappingChangesNothingElse() {
        add("K1", "K2");
        StoredConnection row = inserted("lake");
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();

        assertThat(store.sealedRows().rewrap(List.of(rewrapped(row, "K2")))).isEqualTo(1);

        assertThat(present("lake")).isEqualTo(row.wrapped(new WrappedKey("K2", "cmV3cmFwcGVk")));
        assertThat(store.audit(WORKSPACE)).hasSize(1);
        assertThat(store.changesSince(mark).areNone()).isTrue();
        assertThat(store.keys().uses()).isEqualTo(Map.of("K2", 1L));
    }

    @Test
    void rewrapsNoRowThatWasSealedOtherwiseMeanwhile() {
        add("K1", "K2");
        StoredConnection read = inserted("lake");
        StoredConnection other = inserted("sea");
        store.replaceSecrets(read, sealed(2), did(Action.ROTATE_SECRET, read));

        assertThat(store.sealedRows().rewrap(List.of(rewrapped(read, "K2"), rewrapped(other, "K2"))))
                .isEqualTo(1);
        assertThat(present("lake").secrets()).isEqualTo(sealed(2));
        store.delete(present("sea"), did(Action.DROP, other));
        assertThat(store.sealedRows().rewrap(List.of(rewrapped(other, "K2")))).isZero();
    }

    @Test
    void aChangeOfTheRestKeepsWhatWasRewrappedMeanwhile() {
        add("K1", "K2");
        StoredConnection read = inserted("lake");
        store.sealedRows().rewrap(List.of(rewrapped(read, "K2")));

        StoredConnection disabled = changed(read, 2, "disabled");
        store.update(disabled, read, did(Action.DISABLE, disabled));

        assertThat(present("lake")).isEqualTo(disabled.wrapped(new WrappedKey("K2", "cmV3cmFwcGVk")));
    }

    @Test
    void pagesGoThroughAllWorkspacesByTheIdsOfRows() {
        add("K1", "K2");
        List<StoredConnection> rows = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            rows.add(inserted(name));
        }
        StoredConnection unsealed = plain("other", "z");
        store.insert(unsealed, did(Action.CREATE, unsealed));
        rows.add(unsealed);
        SealedRows pages = store.sealedRows();

        assertThat(pages.page("", 3)).isEqualTo(rows.subList(0, 3));
        assertThat(pages.page(rows.get(2).connection().id(), 3)).isEqualTo(rows.subList(3, 5));
        pages.rewrap(List.of(rewrapped(rows.get(1), "K2")));
        assertThat(pages.pageWithout("K2", "", 2)).containsExactly(rows.get(0), rows.get(2));
        assertThat(pages.pageWithout("K2", rows.get(2).connection().id(), 2)).containsExactly(rows.get(3));
        assertThat(store.keys().uses()).isEqualTo(Map.of("K1", 3L, "K2", 1L));
    }

    /** Either the row is there and its key in force, or the key is retired and the row refused; never both, never neither. */
    @Test
    void aRowThatIsWrittenWhileItsKeyIsRetiredWinsOrLoses() throws Exception {
        add("K1", "K2");
        makeCurrent("K2");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "R" + round;
                add(key);
                StoredConnection row = full("lake" + round).wrapped(new WrappedKey(key, "d3JhcHBlZA=="));
                List<Future<Boolean>> race = threads.invokeAll(List.of(
                        attempt(() -> store.insert(row, did(Action.CREATE, row))), attempt(() -> retire(key))));
                boolean isWritten = race.get(0).get();
                assertThat(race.get(1).get()).isEqualTo(!isWritten);
                assertThat(store.find(WORKSPACE, "lake" + round).isPresent()).isEqualTo(isWritten);
                assertThat(store.keys().retired().contains(key)).isEqualTo(!isWritten);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Boolean> attempt(Runnable action) {
        return () -> {
            try {
                action.run();
                return true;
            } catch (ConnectionException e) {
                assertThat(e.code()).isIn(ConnectionError.CONCURRENT_CHANGE, ConnectionError.CONNECTION_IN_USE);
                return false;
            }
        };
    }

    private static void assertEnded(Runnable write) {
        assertThatThrownBy(write::run)
                .hasCauseInstanceOf(KeyEnded.class)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.CONCURRENT_CHANGE));
    }
}
