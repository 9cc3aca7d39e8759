package dev.mooring.connection.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.FakeProviderContext;
import dev.mooring.connection.tck.emulator.TcpRelay;
import dev.mooring.connection.tck.emulator.databricks.DatabricksEmulator.Trouble;
import dev.mooring.testserver.postgres.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can go wrong on the way to a database, as the guide of Lakebase's interface lists it, and what is said about it. */
@ExtendWith(WithPostgres.class)
class LakebaseErrorRowsTest {
    private static final String ID = WorkspaceBackend.CLIENT_ID;
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

    private final TestPostgres postgres;
    private final LakebaseBackend backend;
    private final Rig rig = new Rig(new LakebaseConnectionType(), new FakeProviderContext(Clock.systemUTC()));

    LakebaseErrorRowsTest(TestPostgres postgres) {
        this.postgres = postgres;
        this.backend = new LakebaseBackend(postgres);
    }

    @AfterEach
    void stop() {
        backend.close();
        postgres.admit("");
    }

    private Result assertFailure(List<RawProperty> properties, Stage stage, ErrorCode code, String... remedy) {
        return assertFailure(properties, stage, code.name(), remedy);
    }

    private Result assertFailure(List<RawProperty> properties, Stage stage, String code, String... remedy) {
        ProbeReport report = rig.probe(properties, Optional.empty());
        Result failure = report.failure().orElseThrow(() -> new AssertionError(report.results()));
        assertThat(failure.stage()).as("%s", failure).isEqualTo(stage);
        assertThat(failure.code().map(ErrorCode::name)).as("%s", failure).contains(code);
        assertThat(failure.remedy().orElse("")).contains(remedy);
        return failure;
    }

    @Test
    void anInvalidClientIsToldWhatASecretIs() {
        backend.workspace().principal(ID, "another");

        Result failure = assertFailure(
                backend.properties(), Stage.AUTHENTICATE, ConnectionError.CREDENTIAL_REJECTED, "CLIENT_ID", "730 days");
        assertThat(failure.detail()).contains("invalid_client");
    }

    @Test
    void aMissingClientIsToldTheSame() {
        assertFailure(
                Rig.with(backend.properties(), "CLIENT_ID", "00000000-0000-0000-0000-000000000000"),
                Stage.AUTHENTICATE,
                ConnectionError.CREDENTIAL_REJECTED,
                "CLIENT_ID");
    }

    @Test
    void aPrincipalWithoutTheEntitlementIsToldToGetIt() {
        backend.workspace().withoutAccess(ID);

        assertFailure(
                backend.properties(),
                Stage.AUTHORIZE,
                DatabricksError.DATABRICKS_NO_WORKSPACE_ACCESS,
                "enable workspace access");
    }

    @Test
    void anEndpointThatTheWorkspaceFindsMissingOrUnknownIsNamed() {
        backend.workspace().trouble("/postgres/credentials", Trouble.INVALID_PARAMETER);
        Result failure = assertFailure(
                backend.properties(), Stage.AUTHORIZE, ConnectionError.INVALID_PROPERTIES, "set ENDPOINT");
        assertThat(failure.detail()).contains("Field 'endpoint' is required");

        backend.workspace().heal();
        assertFailure(
                Rig.with(backend.properties(), "ENDPOINT", "projects/p1/branches/b1/endpoints/other"),
                Stage.AUTHORIZE,
                ConnectionError.RESOURCE_NOT_FOUND,
                "check its name");
    }

    @Test
    void aRegionWithoutAutoscalingIsTold() {
        backend.workspace().withoutAutoscaling();

        assertFailure(
                backend.properties(),
                Stage.AUTHORIZE,
                ConnectionError.NOT_SUPPORTED,
                "ap-southeast-2",
                "INSTANCE in place of ENDPOINT");
    }

    @Test
    void aMissingRoleIsToldTheStatementThatCreatesIt() {
        String nobody = "11111111-2222-3333-4444-555555555555";
        postgres.admit("hostssl all \"" + nobody + "\" 127.0.0.1/32 trust");
        backend.workspace().principal(nobody, WorkspaceBackend.SECRET).passwords((user, password, until) -> {});

        assertFailure(
                Rig.with(backend.properties(), "CLIENT_ID", nobody),
                Stage.OPERATE,
                "DATABRICKS_ROLE_MISSING",
                "CREATE EXTENSION IF NOT EXISTS databricks_auth;",
                "SELECT databricks_create_role('" + nobody + "', 'SERVICE_PRINCIPAL');");
    }

    @Test
    void aRefusedOrExpiredPasswordIsToldBothCauses() {
        backend.workspace().passwords((user, password, until) -> postgres.password(user, password, PAST));
        assertFailure(
                backend.properties(),
                Stage.OPERATE,
                ConnectionError.CREDENTIAL_REJECTED,
                "workspace of HOST",
                "databricks_create_role('" + ID + "'");

        backend.workspace().passwords((user, password, until) -> postgres.password(user, "another", until));
        assertFailure(backend.properties(), Stage.OPERATE, ConnectionError.CREDENTIAL_REJECTED, "workspace of HOST");
    }

    @Test
    void anEndpointThatIsStartingIsToldToBeTriedAgain() {
        try (TcpRelay relay = TcpRelay.to(postgres.port())) {
            relay.cut();

            assertFailure(
                    Rig.with(backend.properties(), "PGPORT", String.valueOf(relay.port())),
                    Stage.CONNECT,
                    ConnectionError.ENDPOINT_UNREACHABLE,
                    "scaled to zero",
                    "again in a minute");
        }
    }

    @Test
    void aSessionOfAnotherUserFails() {
        postgres.password(ID, "first", Instant.parse("2100-01-01T00:00:00Z"));
        postgres.execute(
                "CREATE ROLE other_user",
                "GRANT other_user TO \"" + ID + "\"",
                "ALTER ROLE \"" + ID + "\" SET role = 'other_user'");
        try {
            Result failure = assertFailure(
                    backend.properties(), Stage.OPERATE, DatabricksError.DATABRICKS_OTHER_USER, "log in as itself");
            assertThat(failure.detail()).isEqualTo("the session runs as other_user, not as the client id " + ID);
        } finally {
            postgres.execute("ALTER ROLE \"" + ID + "\" RESET role", "DROP ROLE other_user");
        }
    }

    @Test
    void anUnknownOrForbiddenDatabaseIsNamed() {
        assertFailure(
                Rig.with(backend.properties(), "PGDATABASE", "nowhere"),
                Stage.OPERATE,
                ConnectionError.RESOURCE_NOT_FOUND,
                "PGDATABASE");

        postgres.execute("CREATE DATABASE closed", "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
        try {
            assertFailure(
                    Rig.with(backend.properties(), "PGDATABASE", "closed"),
                    Stage.OPERATE,
                    ConnectionError.ACCESS_DENIED,
                    "GRANT CONNECT ON DATABASE \"closed\" TO \"" + ID + "\"");
        } finally {
            postgres.execute("DROP DATABASE closed");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedOrOfAnotherHostStopsTheTest() {
        assertFailure(
                Rig.without(backend.properties(), "TRUSTED_CERTIFICATES"),
                Stage.SECURE,
                ConnectionError.TLS_FAILED,
                "TRUSTED_CERTIFICATES");
        assertFailure(
                Rig.with(backend.properties(), "PGHOST", "db.example"),
                Stage.SECURE,
                ConnectionError.TLS_FAILED,
                "PGHOST");
        assertFailure(
                Rig.with(backend.properties(), "TRUSTED_CERTIFICATES", "no certificate"),
                Stage.SECURE,
                ConnectionError.INVALID_PROPERTIES,
                "PEM");
    }

    @Test
    void aServerWithoutTlsGetsNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();

            Result failure = assertFailure(
                    Rig.with(backend.properties(), "PGPORT", String.valueOf(server.getLocalPort())),
                    Stage.SECURE,
                    ConnectionError.TLS_FAILED,
                    "PGHOST");
            assertThat(failure.detail()).contains("the server offers none");
        }
    }

    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(8);
                client.getOutputStream().write('N');
            } catch (IOException e) {
                // the client has seen enough, or the test is over
            }
        }
    }

    @Test
    void everyStageOfAHealthyDatabaseIsTold() {
        ProbeReport report = rig.probe(backend.properties(), Optional.empty());

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(Rig.result(report, Stage.OPERATE, "postgres").detail())
                .contains("current_user is " + ID, "current_database is postgres")
                .contains("opens every database of the workspace that this principal may use");
        assertThat(report.results())
                .extracting(Result::stage)
                .containsOnlyOnce(Stage.SECURE)
                .isSorted();
    }

    @Test
    void aScopeChoosesTheDatabaseThatIsLookedAt() {
        ProbeReport report = rig.probe(
                Rig.with(backend.properties(), "PGDATABASE", "nowhere"),
                Optional.of(AccessScope.parse(List.of("lakebase://postgres=READ"))));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void unverifiedTlsWorksAndIsWarnedAbout() {
        ProbeReport report = rig.probe(
                Rig.with(Rig.without(backend.properties(), "TRUSTED_CERTIFICATES"), "TLS_VERIFICATION", "NONE"),
                Optional.empty());

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.WARNING);
        assertThat(report.results())
                .filteredOn(result -> result.outcome() == Outcome.WARNING)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.stage()).isEqualTo(Stage.SECURE);
                    assertThat(result.detail()).contains("can pose as the database");
                });
    }

    @Test
    void aProvisionedInstanceIsReachedTheSameWay() {
        ProbeReport report = rig.probe(
                Rig.with(Rig.without(backend.properties(), "ENDPOINT"), "INSTANCE", LakebaseBackend.INSTANCE),
                Optional.empty());

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(backend.received())
                .anySatisfy(received -> assertThat(received.operation()).isEqualTo("lakebase:database/credentials"));
    }

    @Test
    void aRegionOutsideTheKnownOnesIsWarnedOf() {
        Result resolved = Rig.result(
                rig.probe(
                        Rig.with(backend.properties(), "PGHOST", "e.database.eu-west-3.databricks.com"),
                        Optional.empty()),
                Stage.RESOLVE,
                "e.database.eu-west-3.databricks.com");

        assertThat(resolved.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(resolved.detail()).contains("eu-west-3", "us-east-1");
    }
}
