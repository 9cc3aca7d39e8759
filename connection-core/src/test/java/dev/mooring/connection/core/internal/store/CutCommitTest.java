package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.CutProxy;
import dev.mooring.connection.core.CutProxy.Cut;
import dev.mooring.connection.core.PostgresServer;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.store.postgres.PostgresStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the database breaks while it commits: what then is said is true. */
class CutCommitTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    private final String schema = SERVER.newSchema();
    private final StoredConnection row = full("lake");
    private CutProxy proxy;
    private ConnectionStore store;

    @BeforeEach
    void openStore() throws Exception {
        proxy = new CutProxy(SERVER.port());
        store = StoredRows.keyed(PostgresStores.open(SERVER.settingsBehind(proxy.port(), schema)));
    }

    @AfterEach
    void closeStore() throws Exception {
        store.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void everyMutationHappensOnce(Cut cut) {
        StoredConnection second = changed(row, 2, "second");
        assertDone(cut, () -> store.insert(row, did(Action.CREATE, row)));
        assertDone(cut, () -> store.update(second, row, did(Action.ALTER, second)));
        assertThat(store.find(WORKSPACE, "lake")).contains(second);
        assertDone(cut, () -> store.replaceSecrets(second, StoredRows.sealed(2), did(Action.ROTATE_SECRET, second)));
        assertDone(cut, () -> store.delete(second, did(Action.DROP, second)));

        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
        assertThat(store.audit(WORKSPACE))
                .extracting(AuditEntry::action)
                .containsExactly(Action.CREATE, Action.ALTER, Action.ROTATE_SECRET, Action.DROP);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void whatLeavesNoTraceIsSaidToHaveHappenedPerhaps(Cut cut) {
        store.insert(row, did(Action.CREATE, row));
        Dependent volume = new Dependent("VOLUME", "v");
        proxy.cutNext(cut);

        assertThatThrownBy(() -> store.addDependent(row, volume))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ConnectionError.STORE_UNAVAILABLE);
                    assertThat(e).hasMessageContaining("may have happened, or not");
                });
        store.addDependent(row, volume);

        assertThat(store.dependents(row)).containsExactly(volume);
    }

    private void assertDone(Cut cut, Runnable mutation) {
        proxy.cutNext(cut);
        mutation.run();
        assertThat(proxy.isArmed()).as("a commit that was not cut").isFalse();
    }
}
