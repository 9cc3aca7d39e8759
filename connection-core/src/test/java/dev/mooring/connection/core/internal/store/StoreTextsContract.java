package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.changed;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database does with texts: it gives back what it got, or says that it can not. */
abstract class StoreTextsContract {
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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ü \"' \\ % _", "\u0001\n\t\u007f\u2028", "😀\uffff\ufeff", "a\u0000b"})
    void givesACommentBackAsItWas(String comment) {
        StoredConnection row = full("lake");
        store.insert(row, did(Action.CREATE, row));
        StoredConnection commented = changed(row, 2, comment);

        store.update(commented, row, did(Action.ALTER, commented));

        assertThat(store.find(WORKSPACE, "lake")).contains(commented);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00", "\ude00\ud83d"})
    void refusesHalfACharacter(String comment) {
        StoredConnection row = full("lake");
        store.insert(row, did(Action.CREATE, row));
        StoredConnection commented = changed(row, 2, comment);

        assertRefused(
                ConnectionError.INVALID_PROPERTIES, () -> store.update(commented, row, did(Action.ALTER, commented)));

        assertThat(store.find(WORKSPACE, "lake")).contains(row);
        assertThat(store.audit(WORKSPACE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud83d"})
    void refusesANameThatNoDatabaseKeepsAndFindsNone(String odd) {
        StoredConnection row = plain("lake" + odd);
        StoredConnection lake = plain("lake");
        store.insert(lake, did(Action.CREATE, lake));

        assertRefused(ConnectionError.INVALID_PROPERTIES, () -> store.insert(row, did(Action.CREATE, row)));
        assertRefused(
                ConnectionError.INVALID_PROPERTIES, () -> store.addDependent(lake, new Dependent("VOLUME", odd + "v")));

        assertThat(store.find(WORKSPACE, "lake" + odd)).isEmpty();
        assertThat(store.list(WORKSPACE)).containsExactly(lake);
    }

    @Test
    void sortsByCodePointWhateverTheDatabaseFindsNatural() {
        for (String name : new String[] {"b", "a_b", "a1", "aB", "_a", "Z", "z", "a", "B2"}) {
            if (store.find(WORKSPACE, name).isEmpty()) {
                StoredConnection row = plain(name);
                store.insert(row, did(Action.CREATE, row));
            }
        }

        assertThat(store.list(WORKSPACE))
                .extracting(row -> row.connection().name())
                .containsExactly("_a", "a", "a1", "a_b", "aB", "b", "B2", "Z");
    }
}
