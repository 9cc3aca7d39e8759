package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Page;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does page by page: each row once, in the order of names, and none of another prefix or workspace. */
abstract class StorePagesContract {
    private ConnectionStore store;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
        for (String name :
                new String[] {"p", "P_1", "p1", "p2", "pa", "Pz", "p\u00e4", "p\ud840\udc00", "o", "q", "_p"}) {
            StoredConnection row = plain(name);
            store.insert(row, did(Action.CREATE, row));
        }
        StoredConnection others = plain("v", "pp");
        store.insert(others, did(Action.CREATE, others));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 11, 1000})
    void allPagesTogetherAreTheList(int size) {
        List<StoredConnection> all = new ArrayList<>();
        List<StoredConnection> found;
        Page page = Page.of(size);
        do {
            found = store.list(WORKSPACE, page);
            assertThat(store.names(WORKSPACE, page))
                    .isEqualTo(
                            found.stream().map(row -> row.connection().name()).toList());
            all.addAll(found);
            page = found.isEmpty()
                    ? page
                    : page.after(all.get(all.size() - 1).connection().name());
        } while (found.size() == size);

        assertThat(all).isEqualTo(store.list(WORKSPACE)).hasSize(11);
    }

    @Test
    void aPrefixIsMatchedIgnoringCaseAndWithoutPatterns() {
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("P")))
                .containsExactly("p", "p1", "p2", "P_1", "pa", "Pz", "p\u00e4", "p\ud840\udc00");
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("p_"))).containsExactly("P_1");
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("p%"))).isEmpty();
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("p*"))).isEmpty();
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("p\u00e4"))).containsExactly("p\u00e4");
        assertThat(store.names(WORKSPACE, Page.of(9).startingWith("p\ud840"))).isEmpty();
    }

    @Test
    void goesOnBehindANameThatIsGoneOrOfAnotherPrefix() {
        Page page = Page.of(2).startingWith("p");

        assertThat(store.names(WORKSPACE, page.after("p1x"))).containsExactly("p2", "P_1");
        assertThat(store.names(WORKSPACE, page.after("a"))).containsExactly("p", "p1");
        assertThat(store.names(WORKSPACE, page.after("q"))).isEmpty();
        assertThat(store.names(WORKSPACE, page.after("PZ"))).containsExactly("p\u00e4", "p\ud840\udc00");
    }

    @Test
    void aWorkspaceWithoutConnectionsHasAnEmptyPage() {
        assertThat(store.list("w2", Page.of(10))).isEmpty();
    }
}
