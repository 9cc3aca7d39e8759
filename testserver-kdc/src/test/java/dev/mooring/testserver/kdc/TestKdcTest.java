package dev.mooring.testserver.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestKdcTest {
    private final TestKdc kdc = TestKdc.start("EXAMPLE.COM");

    @AfterEach
    void stop() {
        System.clearProperty("java.security.krb5.conf");
        kdc.close();
    }

    @Test
    void issuesTicketsToTheHoldersOfItsKeytabs() throws Exception {
        KerberosTicket ticket = login("alice", kdc.keytab("bob", "alice"));

        assertThat(ticket.getServer().getName()).isEqualTo("krbtgt/EXAMPLE.COM@EXAMPLE.COM");
        assertThat(life(ticket)).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void issuesTicketsThatLiveAsLongAsAsked() throws Exception {
        kdc.ticketLifetime(Duration.ofSeconds(90));

        assertThat(life(login("alice", kdc.keytab("alice")))).isLessThanOrEqualTo(Duration.ofSeconds(91));
    }

    @Test
    void refusesAKeytabOfBeforeAChangedPassword() {
        Path keytab = kdc.keytab("alice");
        kdc.changePassword("alice", "another");

        assertThatThrownBy(() -> login("alice", keytab)).isInstanceOf(LoginException.class);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        new Socket("127.0.0.1", kdc.port()).close();

        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses()
                    .filter(address -> !address.isLoopbackAddress())
                    .toList()) {
                assertThatThrownBy(() -> new Socket(address, kdc.port()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void standsBesideTheServerOfAnotherRealm() throws Exception {
        try (TestKdc other = TestKdc.start("OTHER.COM")) {
            assertThat(login(kdc, "alice")).isEqualTo("alice@EXAMPLE.COM");
            assertThat(login(other, "alice")).isEqualTo("alice@OTHER.COM");
            assertThat(login(kdc, "bob")).isEqualTo("bob@EXAMPLE.COM");
        }
    }

    @Test
    void leavesTheKrb5ConfOfTheJvmAlone() {
        assertThat(System.getProperty("java.security.krb5.conf")).isNull();
        System.setProperty("java.security.krb5.conf", "mine");
        TestKdc.start("OTHER.COM").close();
        assertThat(System.getProperty("java.security.krb5.conf")).isEqualTo("mine");
    }

    @Test
    void leavesNothingBehind() {
        TestKdc other = TestKdc.start("OTHER.COM");
        other.keytab("x");
        Path conf = other.krb5Conf();
        other.close();

        assertThat(conf.getParent()).doesNotExist();
        assertThatThrownBy(() -> new Socket("127.0.0.1", other.port()).close()).isInstanceOf(ConnectException.class);
    }

    private static Duration life(KerberosTicket ticket) {
        return Duration.between(
                ticket.getStartTime().toInstant(), ticket.getEndTime().toInstant());
    }

    private static String login(TestKdc kdc, String principal) throws LoginException {
        return login(kdc, principal, kdc.keytab(principal)).getClient().getName();
    }

    private KerberosTicket login(String principal, Path keytab) throws LoginException {
        return login(kdc, principal, keytab);
    }

    private static KerberosTicket login(TestKdc kdc, String principal, Path keytab) throws LoginException {
        System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
        Subject subject = new Subject();
        Map<String, String> options = Map.of(
                "principal", principal + "@" + kdc.realm(),
                "keyTab", keytab.toString(),
                "useKeyTab", "true",
                "doNotPrompt", "true",
                "refreshKrb5Config", "true");
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                options);
        new LoginContext("test", subject, null, new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                })
                .login();
        return subject.getPrivateCredentials(KerberosTicket.class).iterator().next();
    }
}
