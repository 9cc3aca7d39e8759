package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static dev.mooring.connection.core.internal.store.StoredRows.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.store.AuditEntry.Action;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachingConnectionStoreTest {
    private final MutableClock clock = new MutableClock();
    private final SlowStore behind = new SlowStore(new MemoryConnectionStore());
    private final CachingConnectionStore store = new CachingConnectionStore(behind, clock);
    private final StoredConnection row = full("lake");
    private final StoredConnection second = changed(row, 2, "second");

    @Nested
    class Rows extends ConnectionStoreContract {
        @Override
        ConnectionStore open() {
            return new CachingConnectionStore(new MemoryConnectionStore(), clock);
        }
    }

    @Test
    void readsARowOnceAndSeesAnothersChangeWithinTheBound() {
        insert();
        assertThat(store.find(WORKSPACE, "LAKE")).contains(row);
        behind.update(second, row, did(Action.ALTER, second));

        clock.advance(CachingConnectionStore.STALENESS.minusMillis(1));
        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(behind.finds()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(store.find(WORKSPACE, "lake")).contains(second);
    }

    @Test
    void readingAgainDoesNotProlongWhatIsKnown() {
        insert();
        for (int i = 0; i < 5; i++) {
            store.find(WORKSPACE, "lake");
            clock.advance(CachingConnectionStore.STALENESS.dividedBy(4));
        }

        assertThat(behind.finds()).isEqualTo(2);
    }

    @Test
    void readsTheStoreItselfWhenAskedForNow() {
        insert();
        store.find(WORKSPACE, "lake");
        behind.update(second, row, did(Action.ALTER, second));

        assertThat(store.findNow(WORKSPACE, "lake")).contains(second);
        assertThat(store.find(WORKSPACE, "lake")).contains(second);
    }

    @Test
    void forgetsARowThatIsGoneWhenAskedForNow() {
        insert();
        store.find(WORKSPACE, "lake");
        behind.delete(row, did(Action.DROP, row));

        assertThat(store.findNow(WORKSPACE, "lake")).isEmpty();
        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
    }

    @Test
    void seesItsOwnChangesAtOnce() {
        insert();
        store.find(WORKSPACE, "lake");
        store.update(second, row, did(Action.ALTER, second));
        assertThat(store.find(WORKSPACE, "lake")).contains(second);

        store.replaceSecrets(second, sealed(2), did(Action.ROTATE_SECRET, second));
        assertThat(store.find(WORKSPACE, "lake").orElseThrow().secrets()).isEqualTo(sealed(2));

        store.delete(second, did(Action.DROP, second));
        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
    }

    @Test
    void forgetsARowWhoseChangeWasRefusedForItIsStale() {
        insert();
        store.find(WORKSPACE, "lake");
        behind.update(second, row, did(Action.ALTER, second));
        StoredConnection other = changed(row, 2, "other");

        assertRefused(ConnectionError.CONCURRENT_CHANGE, () -> store.update(other, row, did(Action.ALTER, other)));

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
    }

    @Test
    void remembersNoRowThatChangedWhileItWasRead() {
        insert();
        behind.afterNextFind(() -> store.update(second, row, did(Action.ALTER, second)));
        store.find(WORKSPACE, "lake");

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
    }

    @Test
    void remembersNoRowThatWasDroppedWhileItWasReadForNow() {
        insert();
        behind.afterNextFind(() -> store.delete(row, did(Action.DROP, row)));
        store.findNow(WORKSPACE, "lake");

        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
    }

    @Test
    void remembersNoAbsence() {
        assertThat(store.find(WORKSPACE, "lake")).isEmpty();
        behind.insert(row, did(Action.CREATE, row));

        assertThat(store.find(WORKSPACE, "lake")).contains(row);
    }

    @Test
    void keepsRowsOfWorkspacesApart() {
        insert();
        StoredConnection yours = plain("v", "lake");
        store.insert(yours, did(Action.CREATE, yours));

        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(store.find("v", "lake")).contains(yours);
    }

    private void insert() {
        store.insert(row, did(Action.CREATE, row));
    }
}
