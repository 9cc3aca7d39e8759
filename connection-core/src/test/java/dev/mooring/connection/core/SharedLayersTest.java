package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two layers, as two nodes would be, on one PostgreSQL. */
class SharedLayersTest {
    private static final PostgresServer SERVER = PostgresServer.shared();

    @TempDir
    Path directory;

    private final String schema = SERVER.newSchema();

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
        return ConnectionLayer.on(SERVER.store(schema))
                .keyring(keyring())
                .provider(new FakeProvider())
                .open();
    }

    private Keyring keyring() {
        return Keyring.inFile(directory.resolve("keyring.json"));
    }
}
