package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.kdc.TestKdc;
import java.time.Clock;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KerberosLoginTest {
    private final TestKdc kdc = TestKdc.start("EXAMPLE.COM");

    @BeforeEach
    void point() {
        System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
    }

    @AfterEach
    void stop() {
        System.clearProperty("java.security.krb5.conf");
        kdc.close();
    }

    @Test
    void logsInWithASubjectOfItsOwn() throws Exception {
        try (KerberosLogin login =
                KerberosLogin.open("alice@EXAMPLE.COM", Secret.of(kdc.keytabBytes("alice")), Clock.systemUTC())) {
            Subject subject = login.subject();

            assertThat(subject.getPrincipals()).containsExactly(new KerberosPrincipal("alice@EXAMPLE.COM"));
            assertThat(subject.getPrivateCredentials()).hasSize(1).hasOnlyElementsOfType(KerberosTicket.class);
            assertThat(login.expiry()).isAfter(Clock.systemUTC().instant());
        }
    }
}
