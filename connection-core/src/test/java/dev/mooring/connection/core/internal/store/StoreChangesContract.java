package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static dev.mooring.connection.core.internal.store.StoredRows.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store says about changes: each one once, by name, or that it can not tell. */
abstract class StoreChangesContract {
    private ConnectionStore store;
    private StoredConnection row;
    private String mark;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
        row = full("lake");
        store.insert(row, did(Action.CREATE, row));
        mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void toOneWhoSawNothingItIsEverything() {
        assertThat(store.changesSince(StoreChanges.NOTHING_SEEN).isEverything()).isTrue();
        assertThat(store.changesSince(mark).areNone()).isTrue();
        assertThat(store.changesSince(mark).mark()).isEqualTo(mark);
    }

    @Test
    void namesWhatWasAlteredRotatedDroppedAndCreated() {
        StoredConnection second = changed(row, 2, "second");
        assertNamed("lake", s -> s.update(second, row, did(Action.ALTER, second)));
        assertNamed("lake", s -> s.replaceSecrets(second, sealed(2), did(Action.ROTATE_SECRET, second)));
        assertNamed("lake", s -> s.delete(second, did(Action.DROP, second)));
        StoredConnection other = plain("v", "pond");
        store.insert(other, did(Action.CREATE, other));
        assertThat(store.changesSince(mark).names())
                .contains(new StoreChanges.Name(
                        other.connection().workspace(), other.connection().name()));
    }

    @Test
    void tooManyAreEverything() {
        for (int i = 0; i <= StoreChanges.MOST; i++) {
            StoredConnection other = plain(WORKSPACE, "c" + i);
            store.insert(other, did(Action.CREATE, other));
        }
        StoreChanges changes = store.changesSince(mark);
        assertThat(changes.isEverything()).isTrue();
        assertThat(store.changesSince(changes.mark()).areNone()).isTrue();
    }

    @Test
    void theMarkOfAStoreThatWentOnFurtherIsEverything() {
        StoreChanges changes = store.changesSince(later(mark));

        assertThat(changes.isEverything()).isTrue();
        assertThat(store.changesSince(changes.mark()).areNone()).isTrue();
    }

    /** The mark that this store gives in a far future. */
    String later(String mark) {
        return Long.toString(Long.parseLong(mark) + 5);
    }

    private void assertNamed(String name, Consumer<ConnectionStore> change) {
        change.accept(store);
        StoreChanges changes = store.changesSince(mark);
        assertThat(changes.names()).containsExactly(new StoreChanges.Name(WORKSPACE, name));
        assertThat(changes.mark()).isNotEqualTo(mark);
        mark = changes.mark();
    }
}
