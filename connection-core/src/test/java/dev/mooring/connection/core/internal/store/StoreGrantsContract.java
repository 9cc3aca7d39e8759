package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does about privileges: they are there until taken, and go with their connection. */
abstract class StoreGrantsContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Principal ANN = Principal.of("ann");
    private static final Principal BOB = Principal.of("bob", "analysts", "ops");
    private static final Grantee ANALYSTS = Grantee.role("analysts");

    private ConnectionStore store;
    private StoredConnection lake;
    private StoredConnection pond;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
        lake = inserted(full("Lake"));
        pond = inserted(plain("pond"));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatIsGivenIsThereOnceUntilItIsTaken() {
        GrantRow usage = on(lake, ANALYSTS, Privilege.USAGE);
        GrantRow later = new GrantRow(
                WORKSPACE, usage.connectionId(), ANALYSTS, Privilege.USAGE, "somebody else", NOW.plusSeconds(1));
        grant(usage);
        grant(later);

        assertThat(store.grants().accessList(WORKSPACE, "lAKE").grants()).containsExactly(usage);

        revoke(on(lake, ANALYSTS, Privilege.ALTER));
        revoke(on(lake, Grantee.user("analysts"), Privilege.USAGE));
        revoke(on(pond, ANALYSTS, Privilege.USAGE));
        assertThat(store.grants().accessList(WORKSPACE, "lake").grants()).containsExactly(usage);
        revoke(later);
        assertThat(store.grants().accessList(WORKSPACE, "lake").grants()).isEmpty();
    }

    @Test
    void anAccessListHasItsConnectionsOwnerAndWhatIsOnTheWorkspace() {
        GrantRow everywhere = onWorkspace(WORKSPACE, Grantee.user("bob"), Privilege.READ_METADATA);
        grant(on(lake, ANALYSTS, Privilege.USAGE));
        grant(everywhere);
        grant(onWorkspace("other", ANALYSTS, Privilege.USAGE));

        AccessList list = store.grants().accessList(WORKSPACE, "pond");
        assertThat(list.grants()).containsExactly(everywhere);
        assertThat(list.owned())
                .contains(new AccessList.Owned(
                        WORKSPACE,
                        pond.connection().id(),
                        "pond",
                        pond.connection().audit().creator(),
                        pond.connection().audit().created()));
        assertThat(store.grants().accessList(WORKSPACE, "no_such"))
                .isEqualTo(new AccessList(Optional.empty(), List.of(everywhere)));
        assertThat(store.grants().accessList(WORKSPACE, ""))
                .isEqualTo(new AccessList(Optional.empty(), List.of(everywhere)));
    }

    @Test
    void goesWithItsConnectionAndIsNotThereForTheNextOfItsName() {
        grant(on(lake, ANALYSTS, Privilege.USAGE), on(lake, Grantee.user("bob"), Privilege.ALTER));
        GrantRow other = on(pond, ANALYSTS, Privilege.USAGE);
        grant(other);

        store.delete(lake, did(Action.DROP, lake));
        inserted(lake);

        assertThat(store.grants().accessList(WORKSPACE, "Lake").grants()).isEmpty();
        assertThat(store.grants().all(WORKSPACE, Optional.of(BOB)))
                .extracting(NamedGrant::row)
                .containsExactly(other);
    }

    @Test
    void canNotBeOnAConnectionThatIsGone() {
        store.delete(lake, did(Action.DROP, lake));

        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> grant(on(lake, ANALYSTS, Privilege.USAGE)));
        assertThat(store.audit(WORKSPACE)).extracting(AuditEntry::action).doesNotContain(Action.GRANT);
    }

    @Test
    void tellsWhatAPrincipalHoldsOfSomeConnections() {
        GrantRow everywhere = onWorkspace(WORKSPACE, Grantee.role("ops"), Privilege.DROP);
        GrantRow usage = on(lake, ANALYSTS, Privilege.USAGE);
        grant(everywhere, usage, on(lake, Grantee.user("carl"), Privilege.ALTER));
        grant(on(pond, Grantee.user("bob"), Privilege.ALTER));
        List<String> ids = new ArrayList<>(List.of(lake.connection().id()));
        // more than one statement takes
        IntStream.range(0, 2_000).forEach(i -> ids.add("absent-" + i));

        assertThat(store.grants().held(WORKSPACE, BOB, ids))
                .contains(usage, everywhere)
                .containsOnly(usage, everywhere);
        assertThat(store.grants().held(WORKSPACE, ANN, ids))
                .extracting(GrantRow::privilege, GrantRow::connectionId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Privilege.OWNERSHIP, lake.connection().id()));
        assertThat(store.grants().held(WORKSPACE, BOB, List.of())).isEmpty();
    }

    @Test
    void listsAllOrWhatAPrincipalMaySee() {
        grant(on(pond, ANALYSTS, Privilege.USAGE), on(lake, Grantee.user("carl"), Privilege.ALTER));
        grant(onWorkspace(WORKSPACE, Grantee.user("carl"), Privilege.CREATE_CONNECTION));

        assertThat(store.grants().all(WORKSPACE, Optional.empty()))
                .extracting(each -> each.name() + " " + each.row().privilege())
                .containsExactly(" CREATE_CONNECTION", "Lake OWNERSHIP", "Lake ALTER", "pond USAGE", "pond OWNERSHIP");
        assertThat(store.grants().all(WORKSPACE, Optional.of(BOB)))
                .extracting(NamedGrant::name)
                .containsExactly("pond");
        assertThat(store.grants().all(WORKSPACE, Optional.of(ANN)))
                .extracting(each -> each.name() + " " + each.row().privilege())
                .containsExactly("Lake OWNERSHIP", "Lake ALTER", "pond USAGE", "pond OWNERSHIP");
        assertThat(store.grants().all("other", Optional.empty())).isEmpty();
    }

    @Test
    void isRecordedAndTellsWhoRemembersTheConnectionThatItChanged() {
        String mark = store.changesSince(StoreChanges.NOTHING_SEEN).mark();
        grant(on(lake, ANALYSTS, Privilege.USAGE));
        StoreChanges granted = store.changesSince(mark);
        assertThat(granted.names()).containsExactly(new StoreChanges.Name(WORKSPACE, "Lake"));
        revoke(on(lake, ANALYSTS, Privilege.USAGE));
        assertThat(store.changesSince(granted.mark()).names())
                .containsExactly(new StoreChanges.Name(WORKSPACE, "Lake"));
        assertThat(store.audit(WORKSPACE))
                .extracting(AuditEntry::action)
                .containsExactly(Action.CREATE, Action.CREATE, Action.GRANT, Action.REVOKE);
    }

    private StoredConnection inserted(StoredConnection row) {
        store.insert(row, did(Action.CREATE, row));
        return row;
    }

    private void grant(GrantRow... rows) {
        store.grants().grant(List.of(rows), did(Action.GRANT, lake));
    }

    private void revoke(GrantRow... rows) {
        store.grants().revoke(List.of(rows), did(Action.REVOKE, lake));
    }

    private static GrantRow on(StoredConnection row, Grantee grantee, Privilege privilege) {
        return new GrantRow(WORKSPACE, row.connection().id(), grantee, privilege, "root", NOW);
    }

    private static GrantRow onWorkspace(String workspace, Grantee grantee, Privilege privilege) {
        return new GrantRow(workspace, "", grantee, privilege, "root", NOW);
    }
}
