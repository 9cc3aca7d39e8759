package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import java.io.IOException;
import java.net.ConnectException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Client not found in Kerberos database (6) - CLIENT_NOT_FOUND | CREDENTIAL_REJECTED",
                "Pre-authentication information was invalid (24) | CREDENTIAL_REJECTED",
                "Checksum failed | CREDENTIAL_REJECTED",
                "Unable to obtain password from user | CREDENTIAL_REJECTED",
                "Clock skew too great (37) - PROCESS_TGS | CLOCK_SKEW",
                "Receive timed out | ENDPOINT_UNREACHABLE",
                "Cannot contact any KDC for realm | ENDPOINT_UNREACHABLE",
                "Cannot locate KDC | NOT_CONFIGURED",
                "KDC has no support for encryption type (14) | PROTOCOL_MISMATCH",
                "Message stream modified (41) | CREDENTIAL_REJECTED",
                "something new (999) | ISSUER_FAILED",
            })
    void readsWhatTheJdkSays(String message, ConnectionError code) {
        Throwable wrapped = new IllegalStateException("a library's", new IOException(new LoginException(message)));

        assertThat(KerberosErrors.find(wrapped)).hasValueSatisfying(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.remedy()).isNotBlank();
            assertThat(e.getCause()).isSameAs(wrapped);
        });
    }

    @Test
    void readsWhatAHandshakeSays() {
        GSSException failure = new GSSException(GSSException.NO_CRED, 7, "Server not found in Kerberos database (7)");

        assertThat(KerberosErrors.find(new IOException("GSS initiate failed", failure)))
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND));
    }

    @Test
    void takesAFailedConnectionBelowALoginForTheKdc() {
        LoginException failure = new LoginException("whatever the system says");
        failure.initCause(new ConnectException("whatever the system says"));

        assertThat(KerberosErrors.find(failure))
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE));
    }

    @Test
    void findsNothingInOtherFailures() {
        assertThat(KerberosErrors.find(new IOException("Connection refused", new ConnectException("timed out (37)"))))
                .isEmpty();
        assertThat(KerberosErrors.find(new FailedLoginException("x"))).isPresent();
    }

    @Test
    void endsOnCausesInACircle() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertThat(KerberosErrors.find(one)).isEmpty();
    }
}
