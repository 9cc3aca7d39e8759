package dev.mooring.connection.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.connection.tck.TypeRig;
import dev.mooring.connection.tck.emulator.HostileServer;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SftpProbeTest {
    private static final KeyPair HOST_KEY = TestSftp.ed25519Key();
    private static final KeyPair SECOND_HOST_KEY = TestSftp.rsaKey();
    private static final TestSftp SERVER = TestSftp.start(HOST_KEY, SECOND_HOST_KEY);

    private final TypeRig rig = TypeRig.of(new SftpProvider().types().get(0));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void tellsOfEveryStage() {
        ProbeReport report = rig.report(properties("HOST_KEYS", TestSftp.line(HOST_KEY)));

        assertThat(report.outcome()).as("%s", report.results()).isEqualTo(Outcome.PASSED);
        assertThat(report.results())
                .extracting(ProbeReport.Result::stage)
                .containsExactly(Stage.RESOLVE, Stage.CONNECT, Stage.SECURE, Stage.AUTHENTICATE, Stage.OPERATE);
        assertThat(report.results().get(2).detail()).contains(TestSftp.fingerprint(HOST_KEY));
        assertThat(report.results().get(4).detail()).isEqualTo("user ann sees 1 entry");
    }

    @Test
    void takesAFingerprintForAKeyAndAsksForTheKindThatIsPinned() {
        assertThat(rig.report(properties("HOST_KEYS", TestSftp.fingerprint(HOST_KEY)))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(rig.report(properties("HOST_KEYS", TestSftp.line(SECOND_HOST_KEY) + " the second"))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void showsTheFingerprintOfAnUnknownServerAndSendsItNoPassword() {
        long before = SERVER.passwordsSeen();

        ConnectionException failure = rig.failure(properties());

        assertThat(failure.code()).isEqualTo(SftpError.SFTP_HOST_KEY_UNKNOWN);
        assertThat(failure).hasMessageContaining(TestSftp.fingerprint(HOST_KEY)).hasMessageContaining("HOST_KEYS");
        assertThat(SERVER.passwordsSeen()).isEqualTo(before);
    }

    @Test
    void neverTrustsAnotherKeyThanThePinnedOne() {
        long before = SERVER.passwordsSeen();

        ConnectionException failure = rig.failure(properties("HOST_KEYS", TestSftp.line(TestSftp.ecKey())));

        assertThat(failure.code()).isEqualTo(SftpError.SFTP_HOST_KEY_MISMATCH);
        assertThat(failure).hasMessageContaining(TestSftp.fingerprint(HOST_KEY));
        assertThat(SERVER.passwordsSeen()).isEqualTo(before);
    }

    @Test
    void saysWhichDirectoryIsMissing() {
        AccessScope scope = AccessScope.read("sftp://127.0.0.1/nowhere");

        ConnectionException failure = rig.failure(properties("HOST_KEYS", TestSftp.line(HOST_KEY)), scope);

        assertThat(failure.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(failure).hasMessageContaining("/nowhere/");
    }

    @Test
    void refusesAScopeOfAnotherServer() {
        AccessScope scope = AccessScope.read("sftp://other.example.com/x");

        assertThat(catchThrowableOfType(
                                ConnectionException.class,
                                () -> rig.failure(properties("HOST_KEYS", TestSftp.line(HOST_KEY)), scope))
                        .code())
                .isEqualTo(ConnectionError.INVALID_SCOPE);
    }

    @Test
    void asksTheGuardBeforeAnyConnection() throws Exception {
        rig.context().resolveTo(InetAddress.getByName("127.0.0.9"));

        ConnectionException failure = rig.failure(properties("HOST_KEYS", TestSftp.line(HOST_KEY)));

        assertThat(failure.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
        assertThat(failure).hasMessageContaining("127.0.0.9");
    }

    @Test
    void endsWithHostileServers() {
        rig.context().timeout(Duration.ofMillis(500));
        for (HostileServer.Manner manner : HostileServer.Manner.values()) {
            try (HostileServer server = HostileServer.start(manner)) {
                ConnectionException failure = rig.budget(Duration.ofSeconds(5))
                        .failure(TypeRig.properties(
                                "HOST",
                                "127.0.0.1",
                                "PORT",
                                String.valueOf(server.port()),
                                "USERNAME",
                                TestSftp.USER,
                                "PASSWORD",
                                TestSftp.PASSWORD));
                assertThat(failure.code())
                        .as("%s: %s", manner, failure.getMessage())
                        .isIn(ConnectionError.TIMED_OUT, ConnectionError.PROTOCOL_MISMATCH);
                assertThat(server.received()).as("%s", manner).doesNotContain(TestSftp.PASSWORD);
            }
        }
    }

    private List<RawProperty> properties(String... more) {
        List<RawProperty> all = new ArrayList<>(TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                String.valueOf(SERVER.port()),
                "USERNAME",
                TestSftp.USER,
                "PASSWORD",
                TestSftp.PASSWORD,
                "DIRECTORY",
                "/incoming"));
        all.addAll(TypeRig.properties(more));
        return all;
    }
}
