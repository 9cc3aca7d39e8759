package dev.mooring.connection.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.ProbeExecution;
import dev.mooring.connection.tck.TestCertificates;
import dev.mooring.connection.tck.TypeRig;
import dev.mooring.connection.tck.emulator.HostileServer;
import dev.mooring.connection.tck.emulator.mongodb.MongoDbEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test says of the emulator, and of servers that mean no good. */
class MongoDbProbeTest {
    private static final EmulatedMongoDb EMULATED = new EmulatedMongoDb();

    private final CanarySecrets canaries = new CanarySecrets();
    private final TypeRig rig = TypeRig.of(new MongoDbProvider().types().get(0)).budget(Duration.ofSeconds(10));

    MongoDbProbeTest() {
        canaries.watch(EmulatedMongoDb.PASSWORD);
        rig.context().timeout(Duration.ofSeconds(2));
    }

    @AfterEach
    void heal() {
        EMULATED.heal();
        EMULATED.server().offer("SCRAM-SHA-256", "SCRAM-SHA-1", "MONGODB-X509");
    }

    @AfterAll
    static void close() {
        EMULATED.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-1"})
    void passesStageByStageByTheMechanismThatIsAskedFor(String mechanism) {
        EMULATED.server().offer(mechanism);

        ProbeReport report = rig.report(properties("AUTH_MECHANISM", mechanism));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(report.results())
                .extracting(Result::stage)
                .containsExactly(Stage.RESOLVE, Stage.CONNECT, Stage.SECURE, Stage.AUTHENTICATE, Stage.OPERATE);
        assertThat(EMULATED.server().commands()).contains("ping", "hello", "saslContinue");
        canaries.assertNotIn("the report", report);
    }

    @Test
    void neverTakesAnotherMechanismThanTheOneThatIsAskedFor() {
        EMULATED.server().offer("SCRAM-SHA-1");

        assertFailure(properties(), MongoDbError.MONGODB_MECHANISM_NOT_OFFERED, Stage.AUTHENTICATE, "AUTH_MECHANISM");
    }

    @Test
    void saysThatALoginIsRefusedByWhom() {
        EMULATED.server().password(EmulatedMongoDb.USER, "another");

        assertFailure(properties(), ConnectionError.CREDENTIAL_REJECTED, Stage.AUTHENTICATE, "user ann");
    }

    @Test
    void saysWhichCollectionIsMissing() {
        ConnectionException failure = rig.failure(properties(), AccessScope.read("mongodb://ledger/lost"));

        assertThat(failure.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure).hasMessageContaining("mongodb://ledger/lost");
    }

    @Test
    void trustsNobodyElsesAuthorityAndNoOtherHost() {
        assertFailure(
                properties(
                        "TRUSTED_CERTIFICATES",
                        TestCertificates.authority("another").pem()),
                ConnectionError.TLS_FAILED,
                Stage.SECURE,
                "TRUSTED_CERTIFICATES");
        TestCertificates authority = TestCertificates.authority("elsewhere");
        try (MongoDbEmulator other = MongoDbEmulator.start(authority, authority.server("elsewhere.example.com"))) {
            assertFailure(
                    properties("HOSTS", "127.0.0.1:" + other.port(), "TRUSTED_CERTIFICATES", authority.pem()),
                    ConnectionError.TLS_FAILED,
                    Stage.SECURE,
                    "host name");
        }
    }

    @Test
    void saysThatTheServerSpeaksNoTls() {
        try (MongoDbEmulator clear = MongoDbEmulator.start()) {
            clear.password(EmulatedMongoDb.USER, EmulatedMongoDb.PASSWORD);
            assertFailure(
                    properties("HOSTS", "127.0.0.1:" + clear.port()),
                    // the emulator ends what is no message of its protocol
                    ConnectionError.TLS_FAILED,
                    Stage.SECURE,
                    "TLS");
            assertThat(rig.report(properties(
                                    "HOSTS", "127.0.0.1:" + clear.port(), "TLS", "false", "TRUSTED_CERTIFICATES", ""))
                            .outcome())
                    .isEqualTo(Outcome.PASSED);
        }
    }

    @Test
    void asksForTheReplicaSetThatIsNamed() {
        try (MongoDbEmulator member = MongoDbEmulator.start()) {
            member.password(EmulatedMongoDb.USER, EmulatedMongoDb.PASSWORD);
            member.replicaSet("rs0");
            String[] clear = {
                "HOSTS", "127.0.0.1:" + member.port(), "TLS", "false", "TRUSTED_CERTIFICATES", "", "REPLICA_SET", "rs0"
            };
            assertThat(rig.report(properties(clear)).outcome()).isEqualTo(Outcome.PASSED);
            clear[7] = "rs1";
            assertFailure(
                    properties(clear), MongoDbError.MONGODB_NO_SUITABLE_SERVER, Stage.AUTHENTICATE, "REPLICA_SET");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "DRIPPING", mode = EnumSource.Mode.EXCLUDE)
    void endsInTimeWhateverAServerDoes(HostileServer.Manner manner) {
        rig.context().timeout(Duration.ofMillis(400));
        for (String tls : List.of("true", "false")) {
            try (HostileServer server = HostileServer.start(manner)) {
                ConnectionException failure = rig.failure(
                        properties("HOSTS", "127.0.0.1:" + server.port(), "TLS", tls, "TRUSTED_CERTIFICATES", ""));
                assertThat(failure.code())
                        .as("%s: %s", manner, failure.getMessage())
                        .isIn(
                                ConnectionError.TIMED_OUT,
                                ConnectionError.PROTOCOL_MISMATCH,
                                ConnectionError.TLS_FAILED,
                                MongoDbError.MONGODB_TLS_NOT_OFFERED,
                                MongoDbError.MONGODB_NO_SUITABLE_SERVER);
                assertThat(server.received()).doesNotContain(EmulatedMongoDb.PASSWORD);
                canaries.assertNotIn("the failure", failure);
            }
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
        assertThat(failed.remedy().orElse("")).contains(remedy);
        canaries.assertNotIn("the report", execution.report());
        execution.thrown().forEach(thrown -> canaries.assertNotIn("the failure", thrown));
    }

    /** A connection of the user, with other properties as names and values in turn: an empty value leaves one out. */
    private static List<RawProperty> properties(String... more) {
        List<RawProperty> all = new ArrayList<>(TypeRig.properties(
                "HOSTS",
                EMULATED.place(),
                "DATABASE",
                "ledger",
                "TRUSTED_CERTIFICATES",
                EMULATED.authorityPem(),
                "USERNAME",
                EmulatedMongoDb.USER,
                "PASSWORD",
                EmulatedMongoDb.PASSWORD));
        for (RawProperty property : TypeRig.properties(more)) {
            all.removeIf(other -> other.key().equals(property.key()));
            if (!property.values().equals(List.of(""))) {
                all.add(property);
            }
        }
        return all;
    }
}
