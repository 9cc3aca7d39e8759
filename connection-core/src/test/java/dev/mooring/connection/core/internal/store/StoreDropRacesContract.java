package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One node drops a connection while others begin, or cease, to use it: each loses or wins, never both, and nothing is left
 * that uses what is not there.
 */
abstract class StoreDropRacesContract {
    private static final int ROUNDS = 30;
    private static final Dependent VOLUME = new Dependent("VOLUME", "landing");

    private ConnectionStore one;
    private ConnectionStore other;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    abstract ConnectionStore open() throws Exception;

    /** The store of another node, or the same one when it can not be shared. */
    abstract ConnectionStore openOnAnotherNode(ConnectionStore opened) throws Exception;

    @BeforeEach
    void openStores() throws Exception {
        one = StoredRows.keyed(open());
        other = openOnAnotherNode(one);
    }

    @AfterEach
    void closeStores() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        other.close();
        one.close();
    }

    @Test
    void whatBeginsToUseAConnectionThatIsDroppedAloneLosesOrWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String workspace = "alone" + round;
            StoredConnection lake = inserted(workspace, "lake");
            StoredConnection altered = inserted(workspace, "altered");
            StoredConnection created = plain(workspace, "created", "lake");
            StoredConnection using = StoredRows.changed(altered, 2, "uses it now", "lake");

            List<Boolean> won = race(
                    List.of(
                            () -> one.delete(lake, did(Action.DROP, lake)),
                            () -> other.addDependent(lake, VOLUME),
                            () -> other.insert(created, did(Action.CREATE, created)),
                            () -> other.update(using, altered, did(Action.ALTER, using))),
                    ConnectionError.CONNECTION_IN_USE,
                    ConnectionError.CONNECTION_NOT_FOUND);

            boolean isGone = one.find(workspace, "lake").isEmpty();
            assertThat(isGone).isEqualTo(won.get(0));
            assertThat(won.subList(1, 4)).as("what won in round " + round).containsOnly(!isGone);
            assertThat(other.find(workspace, "created").isPresent()).isEqualTo(!isGone);
            assertThat(other.find(workspace, "altered").orElseThrow()).isEqualTo(isGone ? altered : using);
        }
    }

    @Test
    void whatBeginsOrCeasesToUseAConnectionThatGoesWithAllLosesOrWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String workspace = "all" + round;
            StoredConnection lake = inserted(workspace, "lake");
            StoredConnection hms = inserted(workspace, "hms", "lake");
            StoredConnection begins = inserted(workspace, "begins");
            StoredConnection ceases = inserted(workspace, "ceases", "hms");
            StoredConnection created = plain(workspace, "created", "hms");
            StoredConnection begun = StoredRows.changed(begins, 2, "uses it now", "hms", "lake");
            StoredConnection ceased = StoredRows.changed(ceases, 2, "uses it no more");
            List<StoredCascade> gone = new ArrayList<>();

            List<Boolean> won = race(
                    List.of(
                            () -> gone.add(dropCascade(lake)),
                            () -> other.addDependent(hms, VOLUME),
                            () -> other.insert(created, did(Action.CREATE, created)),
                            () -> other.update(begun, begins, did(Action.ALTER, begun)),
                            () -> other.update(ceased, ceases, did(Action.ALTER, ceased))),
                    ConnectionError.CONNECTION_NOT_FOUND);

            assertThat(won.get(0)).isTrue();
            Cascade cascade = gone.get(0).shown();
            assertThat(cascade.releases().contains(new Cascade.Use("hms", VOLUME)))
                    .as("registered before the drop")
                    .isEqualTo(won.get(1));
            assertThat(cascade.connections().contains("created")).isEqualTo(won.get(2));
            assertThat(one.find(workspace, "created")).isEmpty();
            assertThat(cascade.connections().contains("begins")).isEqualTo(won.get(3));
            assertThat(one.find(workspace, "begins")).isEqualTo(won.get(3) ? Optional.empty() : Optional.of(begins));
            assertThat(cascade.connections().contains("ceases")).isEqualTo(!won.get(4));
            assertThat(one.find(workspace, "ceases")).isEqualTo(won.get(4) ? Optional.of(ceased) : Optional.empty());
            assertAuditTells(workspace, cascade);
        }
    }

    @Test
    void twoDropsOfOverlappingTreesTakeEachConnectionOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String workspace = "twice" + round;
            StoredConnection lake = inserted(workspace, "lake");
            StoredConnection pond = inserted(workspace, "pond", "lake");
            inserted(workspace, "hms", "lake", "pond");
            inserted(workspace, "sales", "hms");

            List<Boolean> won = race(
                    List.of(() -> dropCascade(lake), () -> dropWith(other, pond)),
                    ConnectionError.CONNECTION_NOT_FOUND);

            assertThat(won.get(0)).isTrue();
            assertThat(one.list(workspace)).isEmpty();
            assertThat(one.audit(workspace))
                    .filteredOn(entry -> entry.action() == Action.DROP)
                    .extracting(AuditEntry::name)
                    .containsExactlyInAnyOrder("lake", "pond", "hms", "sales");
        }
    }

    private void assertAuditTells(String workspace, Cascade cascade) {
        assertThat(one.audit(workspace))
                .filteredOn(entry -> entry.action() == Action.DROP)
                .extracting(AuditEntry::name)
                .containsExactlyElementsOf(cascade.connections());
    }

    private StoredCascade dropCascade(StoredConnection row) {
        return dropWith(one, row);
    }

    private static StoredCascade dropWith(ConnectionStore store, StoredConnection row) {
        Optional<StoredCascade> gone = Optional.empty();
        while (gone.isEmpty()) {
            gone = store.deleteCascade(row, store.cascade(row).ids(), StoreDropRacesContract::drop);
        }
        return gone.get();
    }

    private static AuditEntry drop(Connection c) {
        return new AuditEntry(c.audit().modified(), "ann", Action.DROP, c.workspace(), c.id(), c.name(), c.version());
    }

    private StoredConnection inserted(String workspace, String name, String... references) {
        StoredConnection row = plain(workspace, name, references);
        one.insert(row, did(Action.CREATE, row));
        return row;
    }

    /** Which of them won; those that lose must say so with one of the codes. */
    private List<Boolean> race(List<Runnable> actions, ConnectionError... losses) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.size());
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Runnable action : actions) {
            calls.add(() -> {
                start.await();
                try {
                    action.run();
                    return true;
                } catch (ConnectionException e) {
                    assertThat(e.code()).isIn((Object[]) losses);
                    return false;
                }
            });
        }
        List<Boolean> won = new ArrayList<>();
        for (Future<Boolean> outcome : threads.invokeAll(calls)) {
            won.add(outcome.get());
        }
        return won;
    }
}
