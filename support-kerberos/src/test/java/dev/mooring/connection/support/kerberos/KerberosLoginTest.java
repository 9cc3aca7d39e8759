package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.LoginException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerberosLoginTest {
    private static final String ALICE = "alice@EXAMPLE.COM";

    private final TestKdc kdc = TestKdc.start("EXAMPLE.COM");
    private final MutableClock clock = MutableClock.running();

    @BeforeEach
    void point() {
        System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
        kdc.addPrincipal("alice", "first");
    }

    @AfterEach
    void stop() {
        System.clearProperty("java.security.krb5.conf");
        kdc.close();
    }

    private KerberosLogin alice() {
        return KerberosLogin.open(ALICE, Secret.of(kdc.keytabBytes("alice")), clock);
    }

    private static KerberosTicket ticket(KerberosLogin login) {
        return Tickets.granting(login.subject());
    }

    private static void assertRefused(ConnectionError code, ThrowingCallable call) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).as(e + " " + e.getCause()).isEqualTo(code));
    }

    @Test
    void logsInWithASubjectOfItsOwn() {
        try (KerberosLogin login = alice()) {
            Subject subject = login.subject();

            assertThat(subject.getPrincipals()).containsExactly(new KerberosPrincipal(ALICE));
            assertThat(subject.getPrivateCredentials()).hasSize(1).hasOnlyElementsOfType(KerberosTicket.class);
            assertThat(login.expiry()).isEqualTo(ticket(login).getEndTime().toInstant());
            assertThat(login.subject()).isSameAs(subject);
        }
    }

    @Test
    void actsAsItsPrincipalTowardsServices() throws Exception {
        kdc.keytab("svc/localhost");
        try (KerberosLogin login = alice()) {
            String initiator = login.call(() -> {
                GSSManager gss = GSSManager.getInstance();
                GSSContext context =
                        gss.createContext(gss.createName("svc@localhost", GSSName.NT_HOSTBASED_SERVICE), null, null, 0);
                context.initSecContext(new byte[0], 0, 0);
                return context.getSrcName().toString();
            });

            assertThat(initiator).isEqualTo(ALICE);
        }
    }

    @Test
    void saysThatAServiceIsUnknown() {
        try (KerberosLogin login = alice()) {
            Throwable failure = catchThrowable(() -> login.call(() -> {
                GSSManager gss = GSSManager.getInstance();
                return gss.createContext(gss.createName("none@localhost", GSSName.NT_HOSTBASED_SERVICE), null, null, 0)
                        .initSecContext(new byte[0], 0, 0);
            }));

            assertThat(KerberosErrors.find(new IOException("wrapped", failure)))
                    .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND));
        }
    }

    @Test
    void throwsWhatAnActionThrows() {
        try (KerberosLogin login = alice()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> login.call(() -> {
                        throw new IOException("mine");
                    }))
                    .withMessage("mine");
        }
    }

    @Test
    void logsInAgainInPlaceAfterEightyPercentOfTheTicketsLife() {
        kdc.ticketLifetime(Duration.ofMinutes(10));
        try (KerberosLogin login = alice()) {
            Subject subject = login.subject();
            KerberosTicket first = ticket(login);

            clock.advance(Duration.ofMinutes(8).minusSeconds(5));
            assertThat(ticket(login)).isSameAs(first);

            clock.advance(Duration.ofSeconds(10));
            KerberosTicket second = ticket(login);
            assertThat(second).isNotSameAs(first);
            assertThat(login.subject()).isSameAs(subject);
            assertThat(subject.getPrivateCredentials()).hasSize(1);
            assertThat(subject.getPrincipals()).hasSize(1);
            assertThat(first.isDestroyed()).as("a handshake may still use it").isFalse();

            clock.advance(Duration.ofSeconds(10));
            assertThat(ticket(login)).isSameAs(second);
        }
    }

    @Test
    void keepsItsTicketWhileTheKdcRefusesAndFailsOnceItHasExpired() {
        kdc.ticketLifetime(Duration.ofMinutes(10));
        try (KerberosLogin login = alice()) {
            KerberosTicket first = ticket(login);
            kdc.removePrincipal("alice");
            clock.advance(Duration.ofMinutes(8).plusSeconds(1));
            assertThat(ticket(login)).isSameAs(first);

            kdc.addPrincipal("alice", "first");
            clock.advance(Duration.ofSeconds(10));
            assertThat(ticket(login)).as("it does not ask at every use").isSameAs(first);
            clock.advance(Duration.ofSeconds(30));
            assertThat(ticket(login)).isNotSameAs(first);

            kdc.removePrincipal("alice");
            clock.advance(Duration.ofMinutes(11));
            assertRefused(ConnectionError.CREDENTIAL_REJECTED, login::subject);
        }
    }

    @Test
    void manyThreadsShareOneRelogin() throws Exception {
        kdc.ticketLifetime(Duration.ofMinutes(10));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (KerberosLogin login = alice()) {
            clock.advance(Duration.ofMinutes(8).plusSeconds(5));
            List<Future<KerberosTicket>> tickets = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                tickets.add(threads.submit(() -> ticket(login)));
            }
            for (Future<KerberosTicket> each : tickets) {
                assertThat(each.get(30, TimeUnit.SECONDS).isDestroyed()).isFalse();
            }
            assertThat(login.subject().getPrivateCredentials()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesNoTicketAfterClose() {
        KerberosLogin login = alice();
        Subject subject = login.subject();
        KerberosTicket ticket = ticket(login);
        login.close();

        assertThat(ticket.isDestroyed()).isTrue();
        assertThat(subject.getPrincipals()).isEmpty();
        assertThat(subject.getPrivateCredentials()).isEmpty();
        assertRefused(ConnectionError.CLOSED, login::subject);
        assertRefused(ConnectionError.CLOSED, login::expiry);
        assertRefused(ConnectionError.CLOSED, () -> login.call(() -> "never"));
        assertThatCode(login::close).doesNotThrowAnyException();
    }

    @Test
    void refusesAKeytabWithoutThePrincipal() {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));

        assertRefused(ConnectionError.INVALID_PROPERTIES, () -> KerberosLogin.open("bob@EXAMPLE.COM", keytab, clock));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "", "@EXAMPLE.COM", "alice@", "a b@EXAMPLE.COM", "alice@EXAMPLE.COM\n"})
    void refusesAPrincipalThatIsNotWhole(String principal) {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));

        assertRefused(ConnectionError.INVALID_PROPERTIES, () -> KerberosLogin.open(principal, keytab, clock));
    }

    @Test
    void saysThatThePrincipalIsUnknown() {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));
        kdc.removePrincipal("alice");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> KerberosLogin.open(ALICE, keytab, clock))
                .withMessageContaining("does not know the principal")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED));
    }

    @Test
    void saysThatTheKeytabIsOutdated() {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));
        kdc.changePassword("alice", "second");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> KerberosLogin.open(ALICE, keytab, clock))
                .withMessageContaining("does not accept the key")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED))
                .satisfies(e -> assertThat(e.remedy()).contains("new keytab"));
    }

    @Test
    void saysThatTheKdcDoesNotAnswer() throws IOException {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));
        try (TestKdc gone = TestKdc.start("EXAMPLE.COM")) {
            gone.close();
            conf(gone.krb5ConfText());
        }

        assertRefused(ConnectionError.ENDPOINT_UNREACHABLE, () -> KerberosLogin.open(ALICE, keytab, clock));
    }

    @Test
    void saysThatTheRealmIsUnknownToThisJvm() throws IOException {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));
        conf("[libdefaults]\n dns_lookup_kdc = false\n");

        assertRefused(ConnectionError.NOT_CONFIGURED, () -> KerberosLogin.open(ALICE, keytab, clock));
    }

    @ParameterizedTest
    @CsvSource({
        "37, CLOCK_SKEW",
        "18, CREDENTIAL_REJECTED",
        "23, CREDENTIAL_REJECTED",
        "14, PROTOCOL_MISMATCH",
        "12, ACCESS_DENIED",
        "29, ENDPOINT_UNREACHABLE",
        "60, ISSUER_FAILED"
    })
    void saysWhatTheKdcAnswers(int answer, ConnectionError code) throws IOException {
        Secret keytab = Secret.of(kdc.keytabBytes("alice"));
        try (RefusingKdc refusing = RefusingKdc.start("EXAMPLE.COM", answer)) {
            conf(kdc.krb5ConfText().replace(":" + kdc.port(), ":" + refusing.port()));

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> KerberosLogin.open(ALICE, keytab, clock))
                    .withMessageContaining(ALICE)
                    .withCauseInstanceOf(LoginException.class)
                    .satisfies(
                            e -> assertThat(e.code()).as(e + " " + e.getCause()).isEqualTo(code));
        }
    }

    private void conf(String text) throws IOException {
        Path file = kdc.krb5Conf().resolveSibling("other.conf");
        Files.writeString(file, text);
        System.setProperty("java.security.krb5.conf", file.toString());
    }
}
