package dev.mooring.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.jdbc.bridge.JdbcError;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.jdbc.server.WithDatabases;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.TypeRig;
import dev.mooring.connection.tck.emulator.HostileServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a test of a connection says of real servers, and of those that mean no good. */
@ExtendWith(WithDatabases.class)
class JdbcProbeTest {
    private static final String WRONG = "wrong-canary-password";

    private final CanarySecrets canaries = new CanarySecrets();
    private final TypeRig rig = TypeRig.of(new JdbcProvider().types().get(0)).budget(Duration.ofSeconds(6));
    private final Databases databases;

    JdbcProbeTest(Databases databases) {
        this.databases = databases;
        canaries.watch(Databases.PASSWORD);
        canaries.watch(WRONG);
    }

    @ParameterizedTest
    @EnumSource
    void passesStageByStage(Engine engine) {
        ProbeReport report = rig.report(engine.properties(databases));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(report.results().stream().map(Result::stage))
                .containsExactlyElementsOf(
                        engine.isEncrypted()
                                ? List.of(Stage.RESOLVE, Stage.CONNECT, Stage.SECURE, Stage.AUTHENTICATE, Stage.OPERATE)
                                : List.of(Stage.RESOLVE, Stage.CONNECT, Stage.AUTHENTICATE, Stage.OPERATE));
        canaries.assertNotIn("the report", report);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatALoginIsRefusedByWhom(Engine engine) {
        int port = engine.port(databases);
        assertFailure(
                engine.properties(databases, port, WRONG),
                ConnectionError.CREDENTIAL_REJECTED,
                Stage.AUTHENTICATE,
                "user ann");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatADatabaseOrATableIsNotThere(Engine engine) {
        int port = engine.port(databases);
        ErrorCode code = ConnectionError.RESOURCE_NOT_FOUND;
        // MariaDB does not tell a user who may not open a database whether there is one
        boolean isSecret = engine == Engine.MARIADB || engine == Engine.MYSQL;
        assertFailure(
                engine.properties(
                        databases,
                        port,
                        Databases.PASSWORD,
                        "JDBC_CONNECTION_URL",
                        engine.url(engine.host(), port, engine == Engine.H2 ? "mem:lost" : "lost")),
                isSecret ? ConnectionError.ACCESS_DENIED : code,
                Stage.AUTHENTICATE,
                "");
        ConnectionException table = rig.failure(
                engine.properties(databases),
                AccessScope.of(List.of(new Grant(Resource.parse("jdbc://nowhere/lost"), Set.of(Action.READ)))));
        assertThat(table.code()).isEqualTo(isSecret ? ConnectionError.ACCESS_DENIED : code);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void trustsNobodyElsesAuthority(Engine engine) {
        assertFailure(
                engine.properties(
                        databases,
                        engine.port(databases),
                        Databases.PASSWORD,
                        "CUSTOM_JDBC_CERT",
                        TestCertificates.authority("another").pem()),
                ConnectionError.TLS_FAILED,
                Stage.SECURE,
                "CUSTOM_JDBC_CERT");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void acceptsACertificateOfTheHostOnly(Engine engine) {
        int port = engine.port(databases);
        assertFailure(
                engine.properties(
                        databases,
                        port,
                        Databases.PASSWORD,
                        "JDBC_CONNECTION_URL",
                        engine.url("127.0.0.1", port, "ledger")),
                ConnectionError.TLS_FAILED,
                Stage.SECURE,
                "host name");
    }

    @Test
    void saysThatTheServerWantsTls() {
        int port = Engine.POSTGRESQL.port(databases);
        List<RawProperty> clear = TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                String.valueOf(port),
                "JDBC_ENGINE",
                "POSTGRESQL",
                "DATABASE",
                "postgres",
                "USERNAME",
                "ann",
                "PASSWORD",
                Databases.PASSWORD,
                "JDBC_ENFORCE_SSL",
                "false");

        assertFailure(clear, JdbcError.JDBC_TLS_REQUIRED, Stage.AUTHENTICATE, "JDBC_ENFORCE_SSL = true");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatDoesNotListen(Engine engine) {
        assertFailure(
                engine.properties(databases, 1, Databases.PASSWORD),
                ConnectionError.ENDPOINT_UNREACHABLE,
                Stage.CONNECT,
                "");
    }

    @ParameterizedTest
    @EnumSource
    void endsInTimeWhateverAServerDoes(Engine engine) {
        for (HostileServer.Manner manner : EnumSet.complementOf(EnumSet.of(HostileServer.Manner.DRIPPING))) {
            try (HostileServer server = HostileServer.start(manner)) {
                rig.context().timeout(Duration.ofMillis(400));
                TypeRig brief = rig.budget(Duration.ofSeconds(2));
                ConnectionException failure =
                        brief.failure(engine.properties(databases, server.port(), Databases.PASSWORD));
                assertThat(failure.code())
                        .as("%s of a server that is %s: %s", engine, manner, failure.getMessage())
                        .isIn(
                                ConnectionError.TIMED_OUT,
                                ConnectionError.PROTOCOL_MISMATCH,
                                ConnectionError.TLS_FAILED,
                                ConnectionError.ENDPOINT_UNREACHABLE,
                                JdbcError.JDBC_TLS_NOT_OFFERED);
                assertThat(server.received()).doesNotContain(Databases.PASSWORD);
                canaries.assertNotIn("the failure", failure);
            }
        }
    }

    /** No limit of a driver ends that; the deadline of a test interrupts its thread. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void canBeInterruptedWhileAServerSendsAByteNowAndThen(Engine engine) throws Exception {
        try (HostileServer server = HostileServer.start(HostileServer.Manner.DRIPPING)) {
            FutureTask<ErrorCode> test = new FutureTask<>(() -> rig.failure(engine.properties(
                            databases,
                            server.port(),
                            Databases.PASSWORD,
                            "JDBC_ENFORCE_SSL",
                            "false",
                            "CUSTOM_JDBC_CERT",
                            "",
                            "SKIP_CUSTOM_JDBC_CERT_VALIDATION",
                            "false"))
                    .code());
            Thread thread = new Thread(test, "tested");
            thread.start();
            // the first looks whether somebody listens, the second is the driver's
            while (server.connections() < 2 && thread.isAlive()) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            assertThat(test.get(20, TimeUnit.SECONDS))
                    .isIn(ConnectionError.TIMED_OUT, ConnectionError.PROTOCOL_MISMATCH);
        }
    }

    private void assertFailure(List<RawProperty> properties, ErrorCode code, Stage stage, String remedy) {
        ProbeExecution execution = rig.test(properties, Optional.empty());
        Result failed = execution.report().results().stream()
                .filter(result -> result.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow(() -> new AssertionError(execution.report().results()));
        assertThat(failed.code().map(Object.class::cast))
                .as("%s", execution.thrown())
                .contains(code);
        assertThat(failed.stage()).isEqualTo(stage);
        assertThat(failed.remedy().orElse("")).isNotBlank().contains(remedy);
        canaries.assertNotIn("the report", execution.report());
        execution.thrown().forEach(thrown -> canaries.assertNotIn("the failure", thrown));
    }
}
