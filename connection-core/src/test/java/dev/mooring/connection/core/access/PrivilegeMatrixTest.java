package dev.mooring.connection.core.access;

import static dev.mooring.connection.core.access.ConnectionCalls.WORKSPACE;
import static dev.mooring.connection.core.access.ConnectionCalls.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.access.ConnectionCalls.Decided;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method with every privilege, on the connection and on the workspace, given to a user and to a role. */
class PrivilegeMatrixTest {
    private static final String NAME = "depot";
    private static final Principal ROOT = Principal.of("root");
    private static final Principal BOB = Principal.of("bob", "analysts");

    /** Where and to whom a privilege is granted. */
    private enum Place {
        CONNECTION_USER,
        CONNECTION_ROLE,
        WORKSPACE_USER,
        WORKSPACE_ROLE;

        Optional<String> on() {
            return this == CONNECTION_USER || this == CONNECTION_ROLE ? Optional.of(NAME) : Optional.empty();
        }

        Grantee to() {
            return this == CONNECTION_USER || this == WORKSPACE_USER ? Grantee.user("bob") : Grantee.role("analysts");
        }
    }

    static List<Decided> calls() {
        return ConnectionCalls.all();
    }

    @Test
    void noMethodIsWithoutADecision() {
        Set<String> methods = new TreeSet<>(ConnectionCalls.methodsOf(Connections.class, ""));
        methods.addAll(ConnectionCalls.methodsOf(CredentialSource.class, "source(SourceTicket)."));
        Set<String> decided = calls().stream().map(Decided::method).collect(Collectors.toCollection(TreeSet::new));
        decided.addAll(ConnectionCalls.decidedOtherwise());
        assertThat(decided).isEqualTo(methods);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aMethodNeedsWhatItAsksForAndNothingElse(Decided call) {
        for (Place place : Place.values()) {
            for (Privilege privilege : place.on().isPresent() ? Privilege.ofConnection() : Privilege.ofWorkspace()) {
                Set<Privilege> given = Set.of(privilege);
                assertThat(isAllowed(call, place, given))
                        .as("%s with %s on %s", call, given, place)
                        .isEqualTo(suffices(call, place, given));
            }
            assertThat(isAllowed(call, place, everythingNeeded(call, place)))
                    .as("%s with all it needs on %s", call, place)
                    .isEqualTo(suffices(call, place, everythingNeeded(call, place)));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nobodyElseMayAndOwnersAndAdministratorsMay(Decided call) {
        try (ConnectionLayer layer = layer()) {
            layer.workspace(WORKSPACE, ROOT).create(draft(NAME));
            assertThat(isAllowed(layer, Principal.of("eve"), call))
                    .as("a stranger")
                    .isFalse();
            assertThat(isAllowed(layer, ROOT, call)).as("an administrator").isTrue();
        }
        try (ConnectionLayer layer = layer()) {
            layer.grants(WORKSPACE, ROOT)
                    .grant(Set.of(Privilege.CREATE_CONNECTION), Optional.empty(), Grantee.user("ann"));
            layer.workspace(WORKSPACE, "ann").create(draft(NAME));
            assertThat(isAllowed(layer, Principal.of("ann"), call))
                    .as("its owner")
                    .isTrue();
        }
    }

    @Test
    void aListHoldsWhatMayBeDescribedWhereverThatIsGranted() {
        for (Place place : Place.values()) {
            for (Privilege privilege : place.on().isPresent() ? Privilege.ofConnection() : Privilege.ofWorkspace()) {
                try (ConnectionLayer layer = granted(place, Set.of(privilege))) {
                    layer.workspace(WORKSPACE, ROOT).create(draft("second"));
                    boolean sees = privilege == Privilege.READ_METADATA || privilege == Privilege.ALTER;
                    int expected = sees ? (place.on().isPresent() ? 1 : 2) : 0;
                    Connections bob = layer.workspace(WORKSPACE, BOB);
                    assertThat(bob.list()).as("%s on %s", privilege, place).hasSize(expected);
                    assertThat(bob.list(Page.of(2)))
                            .as("a page by %s on %s", privilege, place)
                            .isEqualTo(bob.list());
                }
            }
        }
    }

    @Test
    void aPageIsFullOfWhatMayBeSeenUntilNoMoreFollows() {
        try (ConnectionLayer layer = layer()) {
            Connections root = layer.workspace(WORKSPACE, ROOT);
            for (int i = 10; i < 40; i++) {
                root.create(draft("c" + i));
                if (i % 7 == 0) {
                    layer.grants(WORKSPACE, ROOT)
                            .grant(Set.of(Privilege.READ_METADATA), Optional.of("c" + i), Grantee.user("bob"));
                }
            }
            Connections bob = layer.workspace(WORKSPACE, BOB);
            assertThat(bob.list(Page.of(3))).extracting(Connection::name).containsExactly("c14", "c21", "c28");
            assertThat(bob.list(Page.of(3).after("c28")))
                    .extracting(Connection::name)
                    .containsExactly("c35");
            assertThat(layer.sql(WORKSPACE, BOB)
                            .execute("SHOW CONNECTIONS LIKE 'c2%' LIMIT 5")
                            .rows())
                    .hasSize(2);
        }
    }

    private static Set<Privilege> everythingNeeded(Decided call, Place place) {
        Set<Privilege> needed =
                call.asks().stream().map(AccessAction::privilege).collect(Collectors.toSet());
        needed.retainAll(place.on().isPresent() ? Privilege.ofConnection() : Privilege.ofWorkspace());
        return needed.isEmpty() ? Set.of(Privilege.READ_AUDIT) : needed;
    }

    private static boolean suffices(Decided call, Place place, Set<Privilege> given) {
        Set<Privilege> effective = new HashSet<>(given);
        if (given.contains(Privilege.ALTER)) {
            effective.add(Privilege.READ_METADATA);
        }
        return call.asks().stream().allMatch(action -> effective.contains(action.privilege()));
    }

    private static boolean isAllowed(Decided call, Place place, Set<Privilege> given) {
        try (ConnectionLayer layer = granted(place, given)) {
            return isAllowed(layer, BOB, call);
        }
    }

    private static ConnectionLayer granted(Place place, Set<Privilege> given) {
        ConnectionLayer layer = layer();
        layer.workspace(WORKSPACE, ROOT).create(draft(NAME));
        layer.grants(WORKSPACE, ROOT).grant(given, place.on(), place.to());
        return layer;
    }

    private static boolean isAllowed(ConnectionLayer layer, Principal principal, Decided call) {
        try {
            assertThat(call.call().make(layer.workspace(WORKSPACE, principal), NAME))
                    .isNotNull();
            return true;
        } catch (ConnectionException e) {
            return e.code() != ConnectionError.NOT_AUTHORIZED;
        }
    }

    private static ConnectionLayer layer() {
        return ConnectionLayer.inMemory()
                .provider(new FakeProvider())
                .deployment(Deployment.anywhere().account("1"))
                .accessByPrivileges(Grantee.user("root"))
                .open();
    }
}
