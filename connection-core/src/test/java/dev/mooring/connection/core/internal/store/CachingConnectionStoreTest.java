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
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.Epoch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachingConnectionStoreTest {
    private final MutableClock clock = new MutableClock();
    private final EngineTime time = new EngineTime(clock, clock::nanos);
    private final Epoch epoch = new Epoch();
    private final Queue<Runnable> readers = new ArrayDeque<>();
    private final SlowStore behind = new SlowStore(StoredRows.keyed(new MemoryConnectionStore()));
    private final CachingConnectionStore store =
            new CachingConnectionStore(behind, time, epoch, readers::add, Observers.none());
    private final StoredConnection row = full("lake");
    private final StoredConnection second = changed(row, 2, "second");

    @Nested
    class Rows extends ConnectionStoreContract {
        @Override
        ConnectionStore open() {
            return new CachingConnectionStore(
                    new MemoryConnectionStore(), time, epoch, Runnable::run, Observers.none());
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
    void asksWhatWasChangedBehindItsReadersAndReadsOnlyThatAgain() {
        insert();
        StoredConnection other = plain(WORKSPACE, "pond");
        store.insert(other, did(Action.CREATE, other));
        settle();
        store.find(WORKSPACE, "pond");
        behind.update(second, row, did(Action.ALTER, second));
        int before = behind.finds();
        long epochBefore = epoch.count();
        clock.advance(Duration.ofSeconds(1));

        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(store.find(WORKSPACE, "pond")).contains(other);
        assertThat(readers).as("one question for all").hasSize(1);
        readers.remove().run();

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
        assertThat(store.find(WORKSPACE, "pond")).contains(other);
        assertThat(behind.finds()).isEqualTo(before + 1);
        assertThat(epoch.count()).as("what was concluded from the old row").isGreaterThan(epochBefore);
    }

    @Test
    void nobodyFillsTheMemoryByAskingForNamesThatNoConnectionCanHave() {
        store.accessListNow(WORKSPACE, "x".repeat(255));
        store.accessListNow(WORKSPACE, "x".repeat(256));

        assertThat(store.findKnownAccessList(WORKSPACE, "x".repeat(255))).isPresent();
        assertThat(store.findKnownAccessList(WORKSPACE, "x".repeat(256))).isEmpty();
    }

    @Test
    void anUnchangedStoreIsNotReadAgainUntilAMinuteIsOver() {
        insert();
        settle();
        int before = behind.finds();
        long epochBefore = epoch.count();
        for (int second = 1; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(store.find(WORKSPACE, "lake")).contains(row);
            readers.forEach(Runnable::run);
            readers.clear();
        }
        assertThat(behind.finds()).isEqualTo(before);
        assertThat(epoch.count()).isEqualTo(epochBefore);
        clock.advance(Duration.ofSeconds(1));
        store.find(WORKSPACE, "lake");
        assertThat(behind.finds()).isEqualTo(before + 1);
    }

    @Test
    void afterAQuietTimeOneQuestionIsEnoughForAllRows() {
        insert();
        settle();
        int before = behind.finds();
        clock.advance(Duration.ofSeconds(30));
        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(behind.finds()).isEqualTo(before);
    }

    @Test
    void aRowOfAStoreThatDoesNotAnswerStandsUntilItIsTooOld() {
        insert();
        settle();
        clock.advance(Duration.ofSeconds(1));
        store.find(WORKSPACE, "lake");
        behind.isAway(true);
        readers.remove().run();
        assertThat(store.find(WORKSPACE, "lake")).contains(row);

        clock.advance(CachingConnectionStore.STALENESS);
        assertRefused(ConnectionError.STORE_UNAVAILABLE, () -> store.find(WORKSPACE, "lake"));
        behind.isAway(false);
        assertThat(store.find(WORKSPACE, "lake")).contains(row);
    }

    @Test
    void remembersNoRowThatWasReadBeforeAChangeThatIsKnownAlready() {
        insert();
        settle();
        clock.advance(Duration.ofSeconds(1));
        store.find(WORKSPACE, "lake");
        behind.afterNextFind(() -> {
            behind.update(second, row, did(Action.ALTER, second));
            readers.remove().run();
        });
        store.findNow(WORKSPACE, "lake");

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
    }

    @Test
    void believesNoRowFromAfterTheClockWasSetBack() {
        insert();
        store.find(WORKSPACE, "lake");
        behind.update(second, row, did(Action.ALTER, second));
        clock.advance(Duration.ofHours(-1));

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
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
    void aSlowReadingDoesNotReplaceALaterOne() {
        insert();
        behind.afterNextFind(() -> {
            clock.advance(Duration.ofMillis(1));
            behind.update(second, row, did(Action.ALTER, second));
            store.findNow(WORKSPACE, "lake");
        });
        store.findNow(WORKSPACE, "lake");

        assertThat(store.find(WORKSPACE, "lake")).contains(second);
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

    /** What was done so far is known. */
    private void settle() {
        store.find(WORKSPACE, "lake");
        clock.advance(CachingConnectionStore.STALENESS);
        store.find(WORKSPACE, "lake");
        store.find(WORKSPACE, "lake");
    }

    private void insert() {
        store.insert(row, did(Action.CREATE, row));
    }
}
