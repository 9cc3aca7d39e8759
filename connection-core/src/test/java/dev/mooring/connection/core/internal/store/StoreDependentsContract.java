package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does about what uses a connection: applications' objects and other connections. */
abstract class StoreDependentsContract {
    private static final Dependent VOLUME = new Dependent("VOLUME", "sales.landing");
    private static final Dependent TABLE = new Dependent("EXTERNAL TABLE", "sales.orders");

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
    void keepsWhatIsInUseAndNamesItsUsers() {
        StoredConnection row = inserted(plain("lake"));
        store.addDependent(row, VOLUME);
        store.addDependent(row, TABLE);
        store.addDependent(row, VOLUME);

        assertThat(store.dependents(row)).containsExactly(TABLE, VOLUME);
        assertThatThrownBy(() -> store.delete(row, did(Action.DROP, row)))
                .hasMessageContaining("EXTERNAL TABLE sales.orders, VOLUME sales.landing");
        assertRefused(ConnectionError.CONNECTION_IN_USE, () -> store.delete(row, did(Action.DROP, row)));
        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(store.audit(WORKSPACE)).hasSize(1);
    }

    @Test
    void dropsWhatIsNoLongerInUse() {
        StoredConnection row = inserted(plain("lake"));
        store.addDependent(row, VOLUME);
        store.removeDependent(row, VOLUME);
        store.removeDependent(row, VOLUME);

        store.delete(row, did(Action.DROP, row));

        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
    }

    @Test
    void recordsNoDependentOfARowThatIsGone() {
        StoredConnection row = inserted(plain("lake"));
        store.delete(row, did(Action.DROP, row));

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.addDependent(row, VOLUME));
        assertThat(store.dependents(row)).isEmpty();
    }

    @Test
    void aConnectionThatNamesAnotherIsItsDependent() {
        StoredConnection lake = inserted(plain("lake"));
        StoredConnection catalog = inserted(plain(WORKSPACE, "catalog", "LAKE"));

        assertThat(store.dependents(lake)).containsExactly(new Dependent("CONNECTION", "catalog"));
        assertRefused(ConnectionError.CONNECTION_IN_USE, () -> store.delete(lake, did(Action.DROP, lake)));

        store.delete(catalog, did(Action.DROP, catalog));
        store.delete(lake, did(Action.DROP, lake));
        assertThat(store.list(WORKSPACE)).isEmpty();
    }

    @Test
    void namingAConnectionTwiceIsOneUse() {
        StoredConnection lake = inserted(plain("lake"));
        StoredConnection catalog = inserted(plain(WORKSPACE, "catalog", "lake", "Lake"));

        assertThat(store.find(WORKSPACE, "catalog")).contains(catalog);
        assertThat(store.dependents(lake)).hasSize(1);
    }

    @Test
    void aConnectionMayUseWhatAnApplicationRegisteredUnderItsName() {
        StoredConnection lake = inserted(plain("lake"));
        store.addDependent(lake, new Dependent("CONNECTION", "catalog"));

        inserted(plain(WORKSPACE, "catalog", "lake"));

        assertThat(store.dependents(lake)).hasSize(1);
    }

    @Test
    void usesNoConnectionThatIsNotThere() {
        StoredConnection catalog = plain(WORKSPACE, "catalog", "lake");
        inserted(plain("other", "lake"));

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.insert(catalog, did(Action.CREATE, catalog)));

        assertThat(store.list(WORKSPACE)).isEmpty();
        assertThat(store.audit(WORKSPACE)).isEmpty();
    }

    @Test
    void anUpdateMovesUsesToWhatItNamesNow() {
        StoredConnection lake = inserted(plain("lake"));
        StoredConnection pond = inserted(plain("pond"));
        StoredConnection catalog = inserted(plain(WORKSPACE, "catalog", "lake"));
        store.addDependent(catalog, VOLUME);
        StoredConnection moved = changed(catalog, 2, "moved", "pond");

        store.update(moved, catalog, did(Action.ALTER, moved));

        assertThat(store.dependents(lake)).isEmpty();
        assertThat(store.dependents(pond)).containsExactly(new Dependent("CONNECTION", "catalog"));
        assertThat(store.dependents(catalog)).containsExactly(VOLUME);
    }

    @Test
    void aRefusedUpdateLeavesUsesAsTheyAre() {
        StoredConnection lake = inserted(plain("lake"));
        StoredConnection catalog = inserted(plain(WORKSPACE, "catalog", "lake"));
        StoredConnection lost = changed(catalog, 2, "lost", "absent");
        StoredConnection late = changed(catalog, 9, "late");

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.update(lost, catalog, did(Action.ALTER, lost)));
        assertRefused(
                ConnectionError.CONCURRENT_CHANGE,
                () -> store.update(late, changed(catalog, 8, ""), did(Action.ALTER, late)));

        assertThat(store.find(WORKSPACE, "catalog")).contains(catalog);
        assertThat(store.dependents(lake)).containsExactly(new Dependent("CONNECTION", "catalog"));
        assertThat(store.audit(WORKSPACE)).hasSize(2);
    }

    @Test
    void anApplicationCanNotForgetThatAConnectionUsesAnother() {
        StoredConnection lake = inserted(plain("lake"));
        inserted(plain(WORKSPACE, "catalog", "lake"));

        store.removeDependent(lake, new Dependent("CONNECTION", "catalog"));

        assertThat(store.dependents(lake)).containsExactly(new Dependent("CONNECTION", "catalog"));
    }

    @Test
    void aConnectionCreatedAgainInheritsNoUsers() {
        StoredConnection old = inserted(plain("lake"));
        store.delete(old, did(Action.DROP, old));
        StoredConnection renewed = inserted(StoredRows.full("lake"));

        assertThat(store.dependents(renewed)).isEmpty();
        assertThat(store.dependents(old)).isEmpty();
    }

    private StoredConnection inserted(StoredConnection row) {
        store.insert(row, did(Action.CREATE, row));
        return row;
    }
}
