package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.jdbc.bridge.ConnectionDataSource;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.jdbc.server.WithDatabases;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.LiveSource;
import dev.mooring.connection.tck.TypeRig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions of real servers by the drivers themselves. */
@ExtendWith(WithDatabases.class)
class ConnectionDataSourceTest {
    private static final String OTHER = "another-canary-'password\\";

    private final CanarySecrets canaries = new CanarySecrets();
    private final TypeRig rig = TypeRig.of(new JdbcProvider().types().get(0));
    private final Databases databases;

    ConnectionDataSourceTest(Databases databases) {
        this.databases = databases;
        canaries.watch(Databases.PASSWORD);
        canaries.watch(OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void opensSessions(Engine engine) throws SQLException {
        LiveSource source = rig.source(engine.properties(databases));
        DataSource dataSource = ConnectionDataSource.of(source);

        assertThat(rows(dataSource, engine)).isZero();
        assertThat(rows(dataSource, engine)).isZero();

        assertThat(source.calls()).as("each session asks for its login").isEqualTo(2);
        assertThat(dataSource).hasToString("connection tck_connection");
    }

    @ParameterizedTest
    @EnumSource
    void usesARotatedPasswordWithinAPoolWithoutARestart(Engine engine) throws SQLException {
        LiveSource source = rig.source(engine.properties(databases));
        HikariConfig config = new HikariConfig();
        config.setDataSource(ConnectionDataSource.of(source));
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        try (HikariDataSource pool = new HikariDataSource(config);
                var first = pool.getConnection()) {
            engine.password(databases, OTHER);
            source.alter("PASSWORD", OTHER);

            assertThat(rows(pool, engine))
                    .as("a new session, with the new password")
                    .isZero();

            assertThat(first.isValid(5)).as("the session from before").isTrue();
        } finally {
            engine.password(databases, Databases.PASSWORD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesARefusedLoginBackOnceAndTriesTheRenewedOne(Engine engine) throws SQLException {
        LiveSource live = rig.source(engine.properties(databases, engine.port(databases), OTHER));
        Renewing source = new Renewing(live, Databases.PASSWORD);

        assertThat(rows(ConnectionDataSource.of(source), engine)).isZero();

        assertThat(live.refused()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheDriversOwnWordsWithoutSecretsWhenThereIsNoOtherLogin(Engine engine) {
        LiveSource source = rig.source(engine.properties(databases, engine.port(databases), OTHER));

        SQLException failure = catchThrowableOfType(SQLException.class, ConnectionDataSource.of(source)::getConnection);

        assertThat(failure.getSQLState()).startsWith("28");
        canaries.assertNotIn("the failure", failure);
        assertThat(source.refused()).hasSize(1);
        assertThat(source.calls()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoLogin() {
        LiveSource source = rig.source(TypeRig.properties(
                "URL",
                "jdbc:mysql://localhost/d",
                "SECRET_ID",
                "ledger",
                "SECRET_CONNECTION",
                "lake",
                "SECRET_REGION",
                "eu-west-1"));

        assertThatThrownBy(ConnectionDataSource.of(source)::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("tck_connection")
                .hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void hasNoOtherLoginAndNoLog() throws SQLException {
        ConnectionDataSource source = ConnectionDataSource.of(rig.source(Engine.H2.properties(databases)));

        assertThatThrownBy(() -> source.getConnection("root", "x")).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(source::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> source.unwrap(String.class)).isInstanceOf(SQLException.class);
        assertThat(source.unwrap(DataSource.class)).isSameAs(source);
        assertThat(source.isWrapperFor(ConnectionDataSource.class)).isTrue();
        assertThat(source.getLogWriter()).isNull();
        source.setLoginTimeout(3);
        assertThat(source.getLoginTimeout()).isEqualTo(3);
        source.setLoginTimeout(0);
        assertThat(source.getLoginTimeout()).isEqualTo(10);
    }

    private static int rows(DataSource dataSource, Engine engine) throws SQLException {
        try (var session = dataSource.getConnection();
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + engine.table())) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Learns of the right password when it is told that its own is refused. */
    private record Renewing(LiveSource live, String right) implements CredentialSource {
        @Override
        public Connection connection() {
            return live.connection();
        }

        @Override
        public AccessScope scope() {
            return live.scope();
        }

        @Override
        public Vended vended() {
            return live.vended();
        }

        @Override
        public void rejected(Credential credential) {
            live.rejected(credential);
            live.alter("PASSWORD", right);
        }

        @Override
        public SourceTicket ticket() {
            return live.ticket();
        }
    }
}
