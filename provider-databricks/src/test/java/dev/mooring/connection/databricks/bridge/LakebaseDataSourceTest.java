package dev.mooring.connection.databricks.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.databricks.DatabricksProvider;
import dev.mooring.connection.databricks.LakebaseBackend;
import dev.mooring.connection.databricks.WithPostgres;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.emulator.TcpRelay;
import dev.mooring.testserver.postgres.TestPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithPostgres.class)
class LakebaseDataSourceTest {
    private static final String ID = LakebaseBackend.CLIENT_ID;

    private final TestPostgres postgres;
    private final LakebaseBackend backend;
    private final CanarySecrets canaries = new CanarySecrets();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new DatabricksProvider()).open();
    private final Connections connections = layer.workspace("sales", "ann");

    LakebaseDataSourceTest(TestPostgres postgres) {
        this.postgres = postgres;
        this.backend = new LakebaseBackend(postgres);
        canaries.watch(LakebaseBackend.SECRET);
    }

    @AfterEach
    void stop() {
        layer.close();
        backend.close();
        postgres.admit("");
    }

    private CredentialSource source(List<RawProperty> properties) {
        ConnectionDraft.Builder draft = ConnectionDraft.of(ConnectionCategory.DATABASE, "lakebase", "LAKEBASE");
        properties.forEach(draft::property);
        connections.create(draft.build());
        return connections.source("lakebase", AccessScope.everything());
    }

    private CredentialSource source() {
        return source(backend.properties());
    }

    private static String asked(java.sql.Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String asked(DataSource database, String sql) throws SQLException {
        try (var session = database.getConnection()) {
            return asked(session, sql);
        }
    }

    /** The failure of a first session; without a secret. */
    private Throwable failure(LakebaseDataSource database) {
        Throwable failure = catchThrowableOfType(SQLException.class, database::getConnection);
        assertThat(failure).isNotNull();
        backend.workspace().issued().forEach(canaries::watch);
        canaries.assertNotIn("a failure", failure, database);
        return failure;
    }

    @Test
    void sessionsRunAsTheClient() throws Exception {
        try (LakebaseDataSource database = LakebaseDataSource.of(source())) {
            assertThat(asked(database, "SELECT current_user")).isEqualTo(ID);
            assertThat(asked(database, "SELECT current_setting('application_name')"))
                    .isEqualTo("mooring");
        }
    }

    @Test
    void defaultsAreTheGuidesAndAllCanBeSet() throws Exception {
        CredentialSource source = source();
        try (LakebaseDataSource database = LakebaseDataSource.of(source)) {
            HikariDataSource pool = database.unwrap(HikariDataSource.class);
            assertThat(pool.getMinimumIdle()).isEqualTo(1);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(10);
            assertThat(pool.getIdleTimeout()).isEqualTo(Duration.ofMinutes(15).toMillis());
            assertThat(pool.getConnectionTimeout())
                    .isEqualTo(Duration.ofSeconds(60).toMillis());
            assertThat(pool.getMaxLifetime()).isLessThan(Duration.ofDays(3).toMillis());
            assertThat(pool.getKeepaliveTime())
                    .as("pings keep an endpoint awake")
                    .isZero();
            assertThat(backend.workspace().calls())
                    .as("calls before the first session")
                    .isEmpty();
        }
        try (LakebaseDataSource database = LakebaseDataSource.builder(source)
                .minimumIdle(0)
                .maximumSize(3)
                .idleTimeout(Duration.ofMinutes(1))
                .connectTimeout(Duration.ofSeconds(5))
                .maximumLifetime(Duration.ofHours(1))
                .build()) {
            HikariDataSource pool = database.unwrap(HikariDataSource.class);
            assertThat(pool.getMinimumIdle()).isZero();
            assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
            assertThat(pool.getIdleTimeout()).isEqualTo(60_000);
            assertThat(pool.getConnectionTimeout()).isEqualTo(5_000);
            assertThat(pool.getMaxLifetime()).isEqualTo(3_600_000);
        }
    }

    @Test
    void aSessionOutlivesThePasswordThatOpenedItAndTheNextOneHasItsOwn() throws Exception {
        // none in reserve, which the first password would have opened
        try (LakebaseDataSource database =
                        LakebaseDataSource.builder(source()).minimumIdle(0).build();
                var session = database.getConnection()) {
            String process = asked(session, "SELECT pg_backend_pid()");
            postgres.password(ID, "over", Instant.parse("2020-01-01T00:00:00Z"));

            assertThat(asked(session, "SELECT pg_backend_pid()")).isEqualTo(process);
            try (var another = database.getConnection()) {
                assertThat(asked(another, "SELECT current_user")).isEqualTo(ID);
                assertThat(asked(another, "SELECT pg_backend_pid()")).isNotEqualTo(process);
            }
            assertThat(asked(session, "SELECT pg_backend_pid()")).isEqualTo(process);
        }
        assertThat(backend.workspace().calls("/postgres/credentials"))
                .as("the refused password was replaced once")
                .isEqualTo(2);
    }

    @Test
    void aPasswordThatIsRefusedAgainIsSaidSoAtOnce() {
        backend.workspace().passwords((user, password, until) -> postgres.password(user, "another", until));
        try (LakebaseDataSource database = LakebaseDataSource.of(source())) {
            Throwable failure = failure(database);

            assertThat(failure).isInstanceOf(SQLNonTransientConnectionException.class);
            assertThat(((SQLException) failure).getSQLState()).isEqualTo("28P01");
            assertThat(failure)
                    .hasMessageContaining("CREDENTIAL_REJECTED")
                    .hasMessageContaining("databricks_create_role('" + ID + "'");
        }
        assertThat(backend.workspace().calls("/postgres/credentials")).isEqualTo(2);
    }

    @Test
    void aMissingRoleIsSaidSoAtOnceWithTheStatementThatCreatesIt() {
        String nobody = "22222222-2222-3333-4444-555555555555";
        postgres.admit("hostssl all \"" + nobody + "\" 127.0.0.1/32 trust");
        backend.workspace().principal(nobody, LakebaseBackend.SECRET).passwords((user, password, until) -> {});
        List<RawProperty> properties = new ArrayList<>(backend.properties());
        properties.removeIf(property -> property.key().equals("CLIENT_ID"));
        properties.add(RawProperty.of("CLIENT_ID", nobody));
        try (LakebaseDataSource database = LakebaseDataSource.of(source(properties))) {
            Throwable failure = failure(database);

            assertThat(((SQLException) failure).getSQLState()).isEqualTo("28000");
            assertThat(failure)
                    .hasMessageContaining("DATABRICKS_ROLE_MISSING")
                    .hasMessageContaining("SELECT databricks_create_role('" + nobody + "', 'SERVICE_PRINCIPAL')");
        }
    }

    @Test
    void aClientThatTheWorkspaceRefusesIsSaidSoAtOnce() {
        backend.workspace().principal(ID, "another");
        try (LakebaseDataSource database = LakebaseDataSource.of(source())) {
            assertThat(failure(database))
                    .hasMessageContaining("CREDENTIAL_REJECTED")
                    .hasMessageContaining("730 days");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedOrOfAnotherHostStopsTheLoginBeforeThePassword() {
        CredentialSource source = source();
        Login login = (Login) source.get();
        LakebaseEndpoint own = LakebaseEndpoint.of(source.vended().details());
        for (LakebaseEndpoint bad : List.of(
                new LakebaseEndpoint(own.server(), own.database(), own.verification(), Optional.empty()),
                // resolves as 127.0.0.1 does and stands in no certificate
                new LakebaseEndpoint(
                        new HostPort("127.1", postgres.port()),
                        own.database(),
                        own.verification(),
                        own.trustedCertificates()))) {
            ConnectionException failure =
                    catchThrowableOfType(ConnectionException.class, () -> bad.open(login, Duration.ofSeconds(10)));

            assertThat(failure).as("%s", bad.server()).isNotNull();
            assertThat(failure.code()).as(failure.toString()).isEqualTo(ConnectionError.TLS_FAILED);
        }
        LakebaseEndpoint careless = new LakebaseEndpoint(
                new HostPort("127.1", postgres.port()),
                own.database(),
                LakebaseEndpoint.Verification.NONE,
                Optional.empty());
        assertThat(careless.identity(login, Duration.ofSeconds(10)).user()).isEqualTo(ID);
    }

    @Test
    void anEndpointThatIsStartingIsTriedAgainWithGrowingPauses() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (TcpRelay relay = TcpRelay.to(postgres.port())) {
            relay.cut();
            CredentialSource source = source(at(relay.port()));
            SessionOpening opening = new SessionOpening(source, Duration.ofSeconds(60), passing(pauses, () -> {
                if (pauses.size() == 8) {
                    relay.mend();
                }
            }));

            try (var session = opening.open((Login) source.get())) {
                assertThat(asked(session, "SELECT current_user")).isEqualTo(ID);
            }
        }
        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        assertThat(backend.workspace().calls("/postgres/credentials"))
                .as("one password does")
                .isEqualTo(1);
    }

    @Test
    void anEndpointThatDoesNotStartIsGivenUpInTime() {
        List<Duration> pauses = new ArrayList<>();
        try (TcpRelay relay = TcpRelay.to(postgres.port())) {
            relay.cut();
            CredentialSource source = source(at(relay.port()));
            SessionOpening opening = new SessionOpening(source, Duration.ofSeconds(60), passing(pauses, () -> {}));

            Throwable failure = catchThrowableOfType(SQLException.class, () -> opening.open((Login) source.get()));

            assertThat(failure).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(failure).hasMessageContaining("ENDPOINT_UNREACHABLE").hasMessageContaining("scaled to zero");
        }
        assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(50_000L, 60_000L);
    }

    /** Time that passes by pauses only. */
    private static SessionOpening.Time passing(List<Duration> pauses, Runnable meanwhile) {
        AtomicLong nanos = new AtomicLong();
        return new SessionOpening.Time(nanos::get, pause -> {
            pauses.add(pause);
            nanos.addAndGet(pause.toNanos());
            meanwhile.run();
        });
    }

    private List<RawProperty> at(int port) {
        List<RawProperty> properties = new ArrayList<>(backend.properties());
        properties.removeIf(property -> property.key().equals("PGPORT"));
        properties.add(RawProperty.of("PGPORT", String.valueOf(port)));
        return properties;
    }

    @Test
    void aChangedConnectionIsFollowedByTheNextSession() throws Exception {
        postgres.execute("CREATE DATABASE second");
        try (LakebaseDataSource database = LakebaseDataSource.of(source());
                var first = database.getConnection()) {
            assertThat(asked(first, "SELECT current_database()")).isEqualTo("postgres");
            connections.alter(
                    "lakebase", Alteration.builder().set("PGDATABASE", "second").build());

            try (var second = database.getConnection()) {
                assertThat(asked(second, "SELECT current_database()")).isEqualTo("second");
            }
        } finally {
            postgres.execute("DROP DATABASE second WITH (FORCE)");
        }
    }

    @Test
    void usersAndPasswordsAreTheSources() {
        try (LakebaseDataSource database = LakebaseDataSource.of(source())) {
            Throwable failure = catchThrowableOfType(
                    SQLFeatureNotSupportedException.class, () -> database.getConnection("ann", "canary-pw"));
            assertThat(failure).hasMessageNotContaining("canary");
        }
    }

    @Test
    void theEnvironmentMakesAConnectionThatIsReplacedByTheNext() throws Exception {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "DATABRICKS_HOST",
                backend.host(),
                "DATABRICKS_CLIENT_ID",
                ID,
                "DATABRICKS_CLIENT_SECRET",
                LakebaseBackend.SECRET,
                "ENDPOINT_NAME",
                LakebaseBackend.ENDPOINT,
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(postgres.port()),
                "PGDATABASE",
                "postgres",
                "PGUSER",
                ID,
                "UNRELATED",
                "canary-unrelated"));
        try (LakebaseDataSource database = LakebaseDataSource.fromEnvironment(connections, environment)) {
            assertThat(failure(database))
                    .as("the test's certificate is not the JDK's")
                    .hasMessageContaining("TLS_FAILED");
        }
        assertThat(connections.list().stream()
                        .filter(each -> each.name().startsWith("lakebase_from_environment_"))
                        .findFirst()
                        .orElseThrow()
                        .properties()
                        .toString())
                .contains("PGUSER=" + ID)
                .doesNotContain("canary");

        environment.remove("PGUSER");
        LakebaseDataSource.fromEnvironment(connections, environment).close();
        assertThat(connections.list().stream()
                        .filter(each -> each.name().startsWith("lakebase_from_environment_"))
                        .findFirst()
                        .orElseThrow()
                        .properties()
                        .toString())
                .doesNotContain("PGUSER");

        environment.remove("PGHOST");
        environment.put("ENDPOINT_NAME", " ");
        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> LakebaseDataSource.fromEnvironment(connections, environment));
        assertThat(failure.code()).isEqualTo(ConnectionError.NOT_CONFIGURED);
        assertThat(failure).hasMessage("the environment lacks ENDPOINT_NAME, PGHOST");
    }

    @Test
    void aSourceOfAnotherTypeIsRefused() {
        connections.create(ConnectionDraft.of(ConnectionCategory.CATALOG, "unity", "DATABRICKS")
                .property("HOST", backend.host())
                .property("TOKEN", "dapi-canary-token")
                .property("ACCESS_REGION", "us-west-2")
                .build());
        try (LakebaseDataSource database =
                LakebaseDataSource.of(connections.source("unity", AccessScope.everything()))) {
            assertThat(failure(database)).hasMessageContaining("NOT_SUPPORTED");
        }
    }
}
