package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does when a connection goes with all that use it, and when it must not go. */
abstract class StoreCascadeContract {
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
    void removesWhatUsesTheConnectionThroughOthersToo() {
        StoredConnection lake = inserted("lake");
        inserted("hms", "LAKE");
        StoredConnection sales = inserted("sales", "hms", "lake");
        inserted("pond");
        inserted("other", "pond");
        store.addDependent(lake, VOLUME);
        store.addDependent(sales, TABLE);

        StoredCascade gone = delete(lake);

        assertThat(gone).isEqualTo(new StoredCascade(gone.rows(), gone.uses()));
        assertThat(gone.shown().connections()).containsExactly("sales", "hms", "lake");
        assertThat(gone.uses())
                .containsExactly(
                        use("lake", "CONNECTION", "hms"),
                        use("lake", "CONNECTION", "sales"),
                        new Cascade.Use("lake", VOLUME),
                        use("hms", "CONNECTION", "sales"),
                        new Cascade.Use("sales", TABLE));
        assertThat(gone.shown().releases())
                .containsExactly(new Cascade.Use("lake", VOLUME), new Cascade.Use("sales", TABLE));
        assertThat(names()).containsExactly("other", "pond");
    }

    @Test
    void writesOneAuditRowForEachConnectionThatGoes() {
        StoredConnection lake = inserted("lake");
        StoredConnection hms = inserted("hms", "lake");
        StoredConnection second = changed(hms, 2, "second", "lake");
        store.update(second, hms, did(Action.ALTER, second));

        delete(lake);

        assertThat(store.audit(WORKSPACE))
                .endsWith(drop(second.connection()), drop(lake.connection()))
                .hasSize(5);
    }

    @Test
    void tellsWhatGoesInAnOrderInWhichEachCouldBeDroppedAlone() {
        StoredConnection base = inserted("base");
        inserted("a", "base");
        inserted("b", "base");
        inserted("c", "a", "b");
        inserted("d", "c", "base");

        List<StoredConnection> rows = store.cascade(base).rows();
        assertThat(rows).extracting(row -> row.connection().name()).containsExactly("d", "c", "a", "b", "base");
        rows.forEach(row -> store.delete(row, did(Action.DROP, row)));

        assertThat(store.list(WORKSPACE)).isEmpty();
    }

    @Test
    void looksWithoutTouchingAnything() {
        StoredConnection lake = inserted("lake");
        inserted("hms", "lake");

        assertThat(store.cascade(lake).shown().connections()).containsExactly("hms", "lake");

        assertThat(names()).containsExactly("hms", "lake");
        assertThat(store.audit(WORKSPACE)).hasSize(2);
    }

    @Test
    void removesNothingWhenMoreWouldGoThanWasExpected() {
        StoredConnection lake = inserted("lake");
        inserted("hms", "lake");
        Set<String> expected = store.cascade(lake).ids();
        inserted("late", "hms");
        store.addDependent(lake, VOLUME);

        assertThat(store.deleteCascade(lake, expected, StoreCascadeContract::drop))
                .isEmpty();

        assertThat(names()).containsExactly("hms", "lake", "late");
        assertThat(store.dependents(lake)).containsExactly(new Dependent("CONNECTION", "hms"), VOLUME);
        assertThat(store.audit(WORKSPACE)).hasSize(3);
    }

    @Test
    void removesLessThanWasExpectedWhenSomethingWentAlready() {
        StoredConnection lake = inserted("lake");
        StoredConnection hms = inserted("hms", "lake");
        Set<String> expected = store.cascade(lake).ids();
        StoredConnection free = changed(hms, 2, "uses nothing any more");
        store.update(free, hms, did(Action.ALTER, free));

        assertThat(store.deleteCascade(lake, expected, StoreCascadeContract::drop))
                .map(StoredCascade::shown)
                .contains(new Cascade(List.of("lake"), List.of()));

        assertThat(names()).containsExactly("hms");
    }

    @Test
    void removesNothingOfWhatIsGone() {
        StoredConnection lake = inserted("lake");
        store.delete(lake, did(Action.DROP, lake));
        StoredConnection renewed = StoredRows.full("lake");
        store.insert(renewed, did(Action.CREATE, renewed));

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> store.cascade(lake));
        assertRefused(
                ConnectionError.CONNECTION_NOT_FOUND,
                () -> store.deleteCascade(lake, Set.of("id-of-w-lake"), StoreCascadeContract::drop));

        assertThat(store.find(WORKSPACE, "lake")).contains(renewed);
    }

    @Test
    void leavesOtherWorkspacesAlone() {
        StoredConnection lake = inserted("lake");
        StoredConnection theirs = plain("v", "lake");
        store.insert(theirs, did(Action.CREATE, theirs));
        StoredConnection user = plain("v", "hms", "lake");
        store.insert(user, did(Action.CREATE, user));

        assertThat(delete(lake).rows()).containsExactly(lake);

        assertThat(store.dependents(theirs)).containsExactly(new Dependent("CONNECTION", "hms"));
    }

    @Test
    void leavesNothingBehindForAConnectionThatIsCreatedAgain() {
        StoredConnection lake = inserted("lake");
        StoredConnection hms = inserted("hms", "lake");
        store.addDependent(hms, VOLUME);
        Instant now = Instant.EPOCH;
        store.acquireLease(hms, "ann", now, now.plus(Duration.ofMinutes(1)));

        delete(lake);
        inserted("lake");
        StoredConnection renewed = inserted("hms");

        assertThat(store.dependents(renewed)).isEmpty();
        assertThat(store.acquireLease(renewed, "bob", now, now.plus(Duration.ofMinutes(1))))
                .isPresent();
    }

    @Test
    void namesSomeOfManyUsersAndCountsTheRest() {
        StoredConnection lake = inserted("lake");
        for (int i = 10; i < 20; i++) {
            store.addDependent(lake, new Dependent("VOLUME", "v" + i));
        }

        assertThatThrownBy(() -> store.delete(lake, did(Action.DROP, lake)))
                .hasMessage("connection lake is used by VOLUME v10, VOLUME v11, VOLUME v12, VOLUME v13, VOLUME v14"
                        + " and 5 more");
    }

    private StoredConnection inserted(String name, String... references) {
        StoredConnection row = plain(WORKSPACE, name, references);
        store.insert(row, did(Action.CREATE, row));
        return row;
    }

    private StoredCascade delete(StoredConnection row) {
        Optional<StoredCascade> gone =
                store.deleteCascade(row, store.cascade(row).ids(), StoreCascadeContract::drop);
        return gone.orElseThrow();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        store.list(WORKSPACE).forEach(row -> names.add(row.connection().name()));
        return names;
    }

    private static AuditEntry drop(Connection c) {
        return new AuditEntry(c.audit().modified(), "ann", Action.DROP, c.workspace(), c.id(), c.name(), c.version());
    }

    private static Cascade.Use use(String connection, String kind, String name) {
        return new Cascade.Use(connection, new Dependent(kind, name));
    }
}
