package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two layers, as two nodes would be, on one PostgreSQL. */
class SharedLayersTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    @TempDir
    Path directory;

    private final String schema = SERVER.newSchema();
    private final MutableClock clock = new MutableClock();

    @Test
    void whatOneNodeCreatesTheOtherVends() {
        try (ConnectionLayer one = node();
                ConnectionLayer other = node()) {
            one.workspace("w", "ann").create(CreatingProcess.draft("lake", "ann"));

            Connections there = other.workspace("w", "bob");
            assertThat(there.list()).extracting(Connection::name).containsExactly("lake");
            assertThat(there.vend("lake", AccessScope.everything())).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whatOneNodeChangesTheOtherRefusesAtOnce(Change change) {
        try (ConnectionLayer one = node();
                ConnectionLayer other = node(clock)) {
            standing(one, other);

            change.make(one.workspace("w", "ann"));

            // the other node's clock stands, so it asks nobody: it was told
            Awaitility.await().untilAsserted(() -> assertRefused(change, other));
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whatNobodyTellsIsRefusedWithinTheBoundOfAsking(Change change) {
        try (ConnectionLayer one = node();
                ConnectionLayer other = node(clock)) {
            SERVER.execute("ALTER TABLE " + schema + ".audit DISABLE TRIGGER audit_announces");
            // who begins to listen forgets what it knows, and that shall be over
            awaitTwoThatListen();
            standing(one, other);

            change.make(one.workspace("w", "ann"));
            assertThat(other.workspace("w", "bob").vend("lake", AccessScope.everything()))
                    .isNotNull();

            clock.advance(Duration.ofSeconds(5));
            assertRefused(change, other);
        }
    }

    @Test
    void aNodeWhoseConnectionThatListensIsCutHearsAgain() {
        try (ConnectionLayer one = node();
                ConnectionLayer other = node(clock)) {
            standing(one, other);
            awaitTwoThatListen();

            SERVER.execute("SELECT pg_terminate_backend(pid) " + listening());
            Change.DISABLE.make(one.workspace("w", "ann"));

            Awaitility.await().untilAsserted(() -> assertRefused(Change.DISABLE, other));
            awaitTwoThatListen();
        }
        assertThat(SERVER.value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' || '" + schema
                        + ".audit'::regclass::oid"))
                .isEqualTo("0");
    }

    private void awaitTwoThatListen() {
        Awaitility.await().until(() -> SERVER.value("SELECT count(*) " + listening()), "2"::equals);
    }

    private String listening() {
        return "FROM pg_stat_activity WHERE query = 'LISTEN mooring_' || '" + schema + ".audit'::regclass::oid";
    }

    private static void standing(ConnectionLayer one, ConnectionLayer other) {
        one.workspace("w", "ann").create(CreatingProcess.draft("lake", "ann"));
        assertThat(other.workspace("w", "bob").vend("lake", AccessScope.everything()))
                .isNotNull();
    }

    private static void assertRefused(Change change, ConnectionLayer layer) {
        if (change == Change.ALTER) {
            assertThat(layer.workspace("w", "bob").vend("lake", AccessScope.everything()))
                    .isInstanceOfSatisfying(
                            Credential.AccessKey.class,
                            key -> assertThat(key.accessKeyId()).isEqualTo("id-of-another"));
        } else {
            assertThatThrownBy(() -> layer.workspace("w", "bob").vend("lake", AccessScope.everything()))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code())
                                    .isEqualTo(
                                            change == Change.DROP
                                                    ? ConnectionError.CONNECTION_NOT_FOUND
                                                    : ConnectionError.CONNECTION_DISABLED));
        }
    }

    private enum Change {
        ALTER,
        DISABLE,
        DROP;

        void make(Connections connections) {
            switch (this) {
                case ALTER ->
                    connections.alter(
                            "lake",
                            Alteration.builder()
                                    .set("ACCESS_ID", "id-of-another")
                                    .build());
                case DISABLE -> connections.disable("lake");
                case DROP -> connections.drop("lake");
            }
        }
    }

    @Test
    void anApplicationsOwnConnectionsWillDo() {
        SERVER.execute("CREATE SCHEMA " + schema + " AUTHORIZATION " + PostgresServer.ROLE);
        try (HikariDataSource source = new HikariDataSource()) {
            source.setJdbcUrl(SERVER.url() + "&currentSchema=" + schema);
            source.setUsername(PostgresServer.ROLE);
            source.setPassword(PostgresServer.PASSWORD.reveal());
            try (ConnectionLayer layer = ConnectionLayer.on(source)
                    .keyring(keyring())
                    .provider(new FakeProvider())
                    .open()) {
                layer.workspace("w", "ann").create(CreatingProcess.draft("lake", "ann"));
            }
            assertThat(source.isClosed()).isFalse();
        }
        assertThat(SERVER.value("SELECT name FROM " + schema + ".connections")).isEqualTo("lake");
    }

    @Test
    void withoutAKeyringItDoesNotOpen() {
        ConnectionLayer.Builder builder = ConnectionLayer.on(SERVER.store(schema));

        assertThatThrownBy(builder::open)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));
    }

    @Test
    void aWrongPasswordIsSaidWithoutShowingIt() {
        PostgresStore store = PostgresStore.at(SERVER.url(), PostgresServer.ROLE, Secret.of("canary-of-a-guess"));

        assertThatThrownBy(() -> ConnectionLayer.on(store).keyring(keyring()).open())
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.STORE_UNAVAILABLE))
                .satisfies(e -> {
                    for (Throwable each = e; each != null; each = each.getCause()) {
                        assertThat(each.toString()).doesNotContain("canary");
                    }
                });
    }

    private ConnectionLayer node() {
        return node(new MutableClock());
    }

    private ConnectionLayer node(MutableClock its) {
        return ConnectionLayer.on(SERVER.store(schema))
                .keyring(keyring())
                .provider(new FakeProvider())
                .clock(its)
                .ticker(its::nanos)
                .open();
    }

    private Keyring keyring() {
        return Keyring.inFile(directory.resolve("keyring.json"));
    }
}
