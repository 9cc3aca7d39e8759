package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Creation;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.credential.Credential;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody gains who can write to the store's file, but not read the keyring: nothing. */
class TamperedStoreTest {
    private static final AccessScope READ = AccessScope.read("depot://orders/");

    @TempDir
    Path directory;

    private final FakeProvider provider = new FakeProvider();
    private ConnectionLayer layer;
    private Connections connections;

    @BeforeEach
    void createConnections() {
        layer = open();
        connections = layer.workspace("w", "ann");
        connections.create(role("lake", "acs:role/lake"));
        connections.create(keyed("depot"));
        connections.create(ConnectionDraft.of(ConnectionCategory.CATALOG, "vault", "VAULT")
                .property("STORAGE_CONNECTION", "depot")
                .build());
    }

    @AfterEach
    void close() {
        layer.close();
    }

    private ConnectionLayer open() {
        return ConnectionLayer.in(directory)
                .provider(provider)
                .deployment(Deployment.anywhere().account("4711"))
                .open();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("properties", "replace(properties, 'oss.example', 'evil.example')"),
                arguments("properties", "replace(properties, 'role/lake', 'role/evil')"),
                arguments("properties", "replace(properties, 'SHOWN', 'MASKED')"),
                arguments("external_id", "'KnownToSomebody1'"),
                arguments("external_id", "''"),
                arguments("cloud", "'aws'"),
                arguments("reference_names", "'[\"depot\"]'"),
                arguments("schema_version", "7"),
                arguments("secret_revision", "9"),
                arguments("id", "'another'"),
                arguments("secrets", "(SELECT secrets FROM connections WHERE name = 'depot')"),
                arguments("secrets", "''"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatWasChangedIsRefusedAndCanBeSeenAndDropped(String column, String value) throws Exception {
        execute("UPDATE connections SET " + column + " = " + value + " WHERE name = 'lake'");

        assertRefused("lake");
        assertThat(connections.list()).hasSize(3);
        connections.disable("lake");
        connections.enable("lake");
        assertRefused("lake");
        connections.drop("lake");
    }

    /** Forgets what was read before: a row that is read now and then is believed for seconds. */
    private void reopen() {
        layer.close();
        layer = open();
        connections = layer.workspace("w", "ann");
    }

    @Test
    void aChangeOfNotesLeavesARowAsRefusedAsItWas() throws Exception {
        execute(
                "UPDATE connections SET properties = replace(properties, 'role/lake', 'role/evil') WHERE name = 'lake'");

        connections.alter(
                "lake", Alteration.builder().comment("odd").tag("team", "x").build());
        connections.alter("lake", Alteration.builder().unset("COMMENT").build());

        assertRefused("lake");
    }

    @Test
    void twoRowsThatWereSwappedAreRefused() throws Exception {
        connections.create(role("pond", "acs:role/pond"));
        execute("UPDATE connections SET name = 'x', name_key = 'x' WHERE name = 'lake'");
        execute("UPDATE connections SET name = 'lake', name_key = 'lake' WHERE name = 'pond'");
        execute("UPDATE connections SET name = 'pond', name_key = 'pond' WHERE name = 'x'");

        assertRefused("lake");
        assertRefused("pond");
    }

    @Test
    void aRowThatWasMovedToAnotherWorkspaceIsRefused() throws Exception {
        execute("UPDATE connections SET workspace = 'other' WHERE name = 'lake'");

        connections = layer.workspace("other", "mallory");
        assertRefused("lake");
    }

    /** The id is part of what a credential is kept by: two rows that swap theirs must not find each other's. */
    @Test
    void aRowUnderTheIdOfAnotherDoesNotFindWhatThatOneVended() throws Exception {
        Connections others = layer.workspace("other", "ann");
        others.create(role("lake", "acs:role/theirs"));
        Credential theirs = others.vend("lake", READ);
        String id = others.require("lake").id();
        execute("DELETE FROM connections WHERE workspace = 'other'");
        execute("UPDATE connections SET id = '" + id + "' WHERE name = 'lake'");

        ConnectionException refusal = refusal(() -> connections.vend("lake", READ));
        assertThat(refusal.code()).isEqualTo(ConnectionError.SEAL_BROKEN);
        assertThat(theirs).isNotNull();
    }

    @Test
    void aConnectionThatUsesAChangedOneIsRefusedToo() throws Exception {
        execute("UPDATE connections SET properties = replace(properties, 'depot.example', 'evil.example')"
                + " WHERE name = 'depot'");
        reopen();

        assertThat(refusal(() -> connections.vend("vault")).code()).isEqualTo(ConnectionError.SEAL_BROKEN);
    }

    @Test
    void whatWasVendedBeforeIsNotRenewedForAChangedRow() throws Exception {
        Credential before = connections.vend("lake", READ);
        execute(
                "UPDATE connections SET properties = replace(properties, 'role/lake', 'role/evil') WHERE name = 'lake'");
        reopen();

        assertThat(refusal(() -> connections.vend("lake", READ)).code()).isEqualTo(ConnectionError.SEAL_BROKEN);
        assertThat(before).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"role/lake", "KnownToSomebody1"})
    void replacingRepairsARowAndGivesItANewExternalId(String put) throws Exception {
        String stolen = "KnownToSomebody1";
        execute("UPDATE connections SET external_id = '" + stolen + "', name = 'LAKE', type = 'DEPOT',"
                + " properties = replace(properties, 'role/lake', '" + put + "') WHERE name = 'lake'");

        Creation repaired = connections.createOrReplace(role("lake", "acs:role/lake"));

        assertThat(repaired.outcome()).isEqualTo(Creation.Outcome.REPLACED);
        Connection lake = repaired.connection();
        assertThat(lake.externalId().orElseThrow()).matches("[A-Za-z0-9]{16}").isNotEqualTo(stolen);
        assertThat(lake.notes().warnings()).anyMatch(warning -> warning.contains("external id"));
        assertThat(connections.require("lake")).isEqualTo(lake);
        assertThat(connections.vend("lake", READ)).isNotNull();
        assertThat(connections
                        .alter("lake", Alteration.builder().set("ENDPOINT", "f").build())
                        .externalId())
                .isEqualTo(lake.externalId());
    }

    @Test
    void replacingARowThatIsWholeKeepsItsExternalId() {
        Connection before = connections.require("lake");

        Connection after =
                connections.createOrReplace(role("lake", "acs:role/other")).connection();

        assertThat(after.externalId()).isEqualTo(before.externalId());
        assertThat(after.notes().warnings()).isEmpty();
    }

    private void assertRefused(String name) {
        List<ThrowingCallable> refused = List.of(
                () -> connections.vend(name, READ),
                () -> connections.test(name, TestOptions.readOnly()),
                () -> connections.explain(name, READ),
                () -> connections.trustPolicy(name),
                () -> connections.rotateExternalId(name),
                () -> connections.alter(
                        name, Alteration.builder().set("ENDPOINT", "f").build()),
                () -> connections.alter(
                        name, Alteration.builder().set("ROLE_ARN", "acs:role/f").build()));
        for (ThrowingCallable each : refused) {
            assertThat(refusal(each).code()).isIn(ConnectionError.SEAL_BROKEN, ConnectionError.PROVIDER_UNAVAILABLE);
        }
    }

    private static ConnectionException refusal(ThrowingCallable action) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, action);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static ConnectionDraft role(String name, String role) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "oss.example")
                .property("ROLE_ARN", role)
                .build();
    }

    private static ConnectionDraft keyed(String name) {
        return ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "depot.example")
                .property("ACCESS_ID", "id-of-" + name)
                .property("ACCESS_KEY", "canary-of-" + name)
                .build();
    }

    private void execute(String sql) throws Exception {
        try (var jdbc = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("connections.db"));
                Statement statement = jdbc.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
