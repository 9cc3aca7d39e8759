package dev.mooring.connection.hms.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {
    private static final HostPort SERVER = new HostPort("metastore", 9083);
    private static final Discretion DISCRETION =
            new Discretion(new Identity.Password("alice", Secret.of("p\u00e4ss word!")));

    @ParameterizedTest
    @ValueSource(strings = {"p\u00e4ss word!", "p%C3%A4ss+word%21"})
    void leavesOutWordsThatRepeatThePassword(String repeated) {
        assertLeftOut(repeated);
    }

    @Test
    void leavesOutWordsThatRepeatWhatWasSent() {
        for (String sent : new String[] {"p\u00e4ss word!", "\0alice\0p\u00e4ss word!", "alice:p\u00e4ss word!"}) {
            assertLeftOut(Base64.getEncoder().encodeToString(sent.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void keepsOtherWords() {
        ConnectionException failure = failure("for alice");

        assertThat(DISCRETION.checked(failure)).isSameAs(failure);
    }

    private static void assertLeftOut(String repeated) {
        ConnectionException checked = DISCRETION.checked(failure(repeated));

        assertThat(checked.code()).isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        assertThat(checked).hasNoCause();
        assertThat(checked.toString()).doesNotContain(repeated);
    }

    private static ConnectionException failure(String words) {
        return HmsErrors.of(new TTransportException("Error validating the login: " + words), SERVER);
    }
}
