package dev.mooring.connection.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.ResultTable;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Privileges by statements: who may give them, what they are worth, and when they end. */
class GrantStatementsTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");
    private static final String DEPOT =
            "CREATE STORAGE CONNECTION %s TYPE DEPOT ENDPOINT = 'e' ACCESS_ID = 'LTAI5tMmbq1Ty1' ACCESS_KEY = 'k'";
    private static final Principal BOB = Principal.of("bob", "analysts");

    private final ConnectionLayer layer = ConnectionLayer.inMemory()
            .provider(new FakeProvider())
            .clock(new MutableClock())
            .accessByPrivileges(Grantee.user("root"), Grantee.role("platform"))
            .open();

    @BeforeEach
    void letAnnCreate() {
        run("root", "grant create connection on workspace sales to user ann;");
        run("ann", DEPOT.formatted("depot"));
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void whoeverMayCreateOwnsWhatTheyCreateAndGivesItToOthers() {
        denied(() -> connections(BOB).vend("depot", READ));

        assertThat(run("ann", "GRANT USAGE, READ METADATA ON CONNECTION sales.DEPOT TO ROLE analysts")
                        .message())
                .contains("READ METADATA, USAGE on connection DEPOT granted to role analysts");

        connections(BOB).vend("depot", READ);
        assertThat(connections(BOB).list()).hasSize(1);
        denied(() -> connections(BOB).disable("depot"));
        denied(() -> layer.sql("sales", BOB).execute("GRANT USAGE ON CONNECTION depot TO USER carl"));
        denied(() -> connections(Principal.of("bob")).vend("depot", READ));
        denied(() -> layer.sql("sales", "ann").execute("GRANT USAGE ON WORKSPACE sales TO USER carl"));
    }

    @Test
    void administratorsAreUsersAndRolesAndMayDoEverythingInAllWorkspaces() {
        Connections platform = layer.workspace("sales", Principal.of("pat", "platform"));
        platform.disable("depot");
        layer.sql("other", Principal.of("pat", "platform")).execute(DEPOT.formatted("theirs"));
        assertThat(layer.workspace("other", "ann").list()).isEmpty();
    }

    @Test
    void aPrivilegeOnTheWorkspaceHoldsForLaterConnectionsTooAndInNoOtherWorkspace() {
        run("root", "GRANT USAGE, READ METADATA ON WORKSPACE sales TO USER bob");
        run("ann", DEPOT.formatted("later"));
        layer.sql("other", "root").execute(DEPOT.formatted("depot"));

        connections(Principal.of("bob")).vend("later", READ);
        assertThat(connections(Principal.of("bob")).list()).hasSize(2);
        denied(() -> layer.workspace("other", "bob").vend("depot", READ));
    }

    @Test
    void whatIsRevokedEndsAtOnceAlsoForSourcesThatAreInUse() {
        run("ann", "GRANT ALL ON CONNECTION depot TO ROLE analysts");
        CredentialSource source = connections(BOB).source("depot", READ);
        source.get();
        source.get();

        run("ann", "REVOKE USE ON CONNECTION depot FROM ROLE analysts");
        denied(source::get);
        denied(() -> connections(BOB).vend("depot", READ));
        assertThat(connections(BOB).require("depot").name())
                .as("the rest of all stays")
                .isEqualTo("depot");

        run("ann", "GRANT USAGE ON CONNECTION depot TO USER bob");
        source.get();
        run("root", "REVOKE ALL PRIVILEGES ON CONNECTION depot FROM ROLE analysts");
        source.get();
        denied(() -> connections(BOB).require("depot"));
    }

    @Test
    void whoLosesARoleIsNotServedFromWhatTheyWereGivenWithIt() {
        run("ann", "GRANT USAGE ON CONNECTION depot TO ROLE analysts");
        connections(BOB).vend("depot", READ);
        denied(() -> connections(Principal.of("bob")).vend("depot", READ));
        denied(() -> connections(Principal.of("bob", "ops")).source("depot", READ));
    }

    @Test
    void whatIsDroppedTakesItsPrivilegesAlong() {
        run("ann", "GRANT ALL ON CONNECTION depot TO USER bob");
        CredentialSource source = connections(BOB).source("depot", READ);
        source.get();
        run("ann", "DROP CONNECTION depot");
        run("root", DEPOT.formatted("depot"));

        denied(source::get);
        denied(() -> connections(BOB).require("depot"));
        denied(() -> connections(Principal.of("ann")).require("depot"));
        assertThat(run("root", "SHOW GRANTS ON CONNECTION depot").rows())
                .extracting(row -> row.get(0) + " " + row.get(4))
                .containsExactly("OWNERSHIP root");
    }

    @Test
    void anOwnerKeepsWhatTheyCreated() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> run("root", "REVOKE ALL ON CONNECTION depot FROM USER ann"))
                .matches(e -> e.code() == ConnectionError.NOT_SUPPORTED)
                .withMessageContaining("owns it");
    }

    @Test
    void everybodySeesTheirOwnPrivilegesAndThoseOnWhatTheyOwn() {
        run("ann", "GRANT USAGE ON CONNECTION depot TO USER bob");
        run("root", "GRANT READ AUDIT, DROP CONNECTION ON WORKSPACE sales TO ROLE analysts");
        run("root", DEPOT.formatted("hidden"));

        assertThat(run("root", "SHOW GRANTS").rows()).hasSize(6);
        assertThat(run("ann", "SHOW GRANTS").rows())
                .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3) + " "
                        + row.get(4) + " " + row.get(5))
                .containsExactly(
                        "CREATE CONNECTION WORKSPACE sales USER ann root",
                        "OWNERSHIP CONNECTION depot USER ann ann",
                        "USAGE CONNECTION depot USER bob ann");
        assertThat(layer.sql("sales", BOB)
                        .execute("SHOW GRANTS ON WORKSPACE sales")
                        .rows())
                .extracting(row -> row.get(0))
                .containsExactly("DROP", "READ AUDIT");
        assertThat(layer.sql("sales", BOB).execute("SHOW GRANTS TO USER ann").rows())
                .isEmpty();
        assertThat(run("ann", "SHOW GRANTS ON CONNECTION hidden").rows()).isEmpty();
        assertThat(run("root", "SHOW GRANTS ON CONNECTION depot TO USER bob").rows())
                .hasSize(1);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> run("root", "SHOW GRANTS ON CONNECTION no_such"))
                .matches(e -> e.code() == ConnectionError.CONNECTION_NOT_FOUND);
    }

    @Test
    void aDeniedCallSaysWhoMayNotDoWhatAndWhichStatementWouldChangeThat() {
        ConnectionException denied = catchThrowableOfType(
                ConnectionException.class, () -> run("carl@example.com", "ALTER CONNECTION Depot SET ENDPOINT = 'x'"));

        assertThat(denied.code()).isEqualTo(ConnectionError.NOT_AUTHORIZED);
        assertThat(denied).hasMessage("user carl@example.com may not alter connection Depot in workspace sales");
        assertThat(denied.remedy())
                .isEqualTo("let its owner or an administrator GRANT ALTER ON CONNECTION Depot TO USER"
                        + " `carl@example.com`");
        assertThat(denied.position().orElseThrow()).hasToString("1:18");
        run("root", "GRANT ALTER ON CONNECTION Depot TO USER `carl@example.com`");
        run("carl@example.com", "ALTER CONNECTION Depot SET COMMENT 'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT CREATE CONNECTION ON CONNECTION depot TO USER bob",
                "GRANT OWNERSHIP ON CONNECTION depot TO USER bob",
                "GRANT READ ON CONNECTION depot TO USER bob",
                "GRANT USAGE ON depot TO USER bob",
                "GRANT USAGE ON CONNECTION depot TO bob",
                "GRANT USAGE ON CONNECTION depot FROM USER bob",
                "REVOKE USAGE ON CONNECTION depot TO USER bob",
                "GRANT USAGE, ALL ON CONNECTION depot TO USER bob",
                "GRANT ON CONNECTION depot TO USER bob",
                "GRANT USAGE ON CONNECTION depot TO USER 'bob'",
                "SHOW GRANTS FOR CONNECTION depot",
                "SHOW GRANTS ON depot"
            })
    void whatIsNoGrantIsRefusedAtAPlace(String statement) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> run("root", statement))
                .matches(e -> e.code() == ConnectionError.SQL_SYNTAX)
                .matches(e -> e.position().isPresent());
    }

    @Test
    void theJavaCallRefusesWhatNoStatementCanSay() {
        Grants grants = layer.grants("sales", Principal.of("root"));
        for (Set<Privilege> wrong : Set.of(Set.<Privilege>of(), Set.of(Privilege.OWNERSHIP))) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> grants.grant(wrong, Optional.empty(), Grantee.user("bob")))
                    .matches(e -> e.code() == ConnectionError.NOT_SUPPORTED);
        }
    }

    @Test
    void withoutPrivilegesNobodyCanBelieveToHaveGivenOne() {
        try (ConnectionLayer open =
                ConnectionLayer.inMemory().provider(new FakeProvider()).open()) {
            open.sql("sales", "ann").execute(DEPOT.formatted("depot"));
            for (String statement : Set.of(
                    "GRANT USAGE ON CONNECTION depot TO USER bob", "SHOW GRANTS", "SHOW GRANTS ON CONNECTION d")) {
                assertThatExceptionOfType(ConnectionException.class)
                        .isThrownBy(() -> open.sql("sales", "ann").execute(statement))
                        .matches(e -> e.code() == ConnectionError.NOT_CONFIGURED);
            }
        }
    }

    private ResultTable run(String user, String statement) {
        return layer.sql("sales", user).execute(statement);
    }

    private Connections connections(Principal principal) {
        return layer.workspace("sales", principal);
    }

    private static void denied(ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == ConnectionError.NOT_AUTHORIZED);
    }
}
