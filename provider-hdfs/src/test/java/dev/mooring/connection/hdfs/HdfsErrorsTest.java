package dev.mooring.connection.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hadoop.ipc.RemoteException;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;

/** Failures that no server of these tests can be brought to show. */
class HdfsErrorsTest {
    @Test
    void mapsWhatHadoopSays() {
        assertCode(new SocketTimeoutException("read"), ConnectionError.TIMED_OUT);
        assertCode(new IOException("wrapped", new ConnectException("refused")), ConnectionError.ENDPOINT_UNREACHABLE);
        assertCode(
                new IllegalArgumentException("java.net.UnknownHostException: ns", new UnknownHostException("ns")),
                ConnectionError.ENDPOINT_UNREACHABLE);
        assertCode(new EOFException(), ConnectionError.PROTOCOL_MISMATCH);
        assertCode(new IllegalArgumentException("No rules applied to a@B"), ConnectionError.NOT_CONFIGURED);
        assertCode(
                remote("org.apache.hadoop.security.token.SecretManager$InvalidToken", "token is expired"),
                ConnectionError.CREDENTIAL_REJECTED);
        assertCode(
                remote(
                        "org.apache.hadoop.security.authorize.AuthorizationException",
                        "User: a is not allowed to impersonate b"),
                ConnectionError.ACCESS_DENIED);
        assertCode(new IOException("something new"), ConnectionError.ISSUER_FAILED);
    }

    @Test
    void leavesKerberosToItsOwnRules() {
        GSSException gss = new GSSException(GSSException.NO_CRED, -1, "Clock skew too great (37)");

        assertCode(new IOException("DestHost:destPort nn:8020", gss), ConnectionError.CLOCK_SKEW);
    }

    @Test
    void keepsTheCauseAndQuotesOneLineOfIt() {
        IOException failure = remote("org.apache.hadoop.ipc.StandbyException", "state standby\n\tat secret.Stack");

        ConnectionException mapped = HdfsErrors.translate(failure, "asking nn:8020 as etl");

        assertThat(mapped).hasCause(failure).hasMessageContaining("asking nn:8020 as etl");
        assertThat(mapped.getMessage()).doesNotContain("Stack");
    }

    @Test
    void namesOfCodesBeginWithTheProviders() {
        assertThat(Arrays.stream(HdfsError.values()))
                .allMatch(code -> code.name().startsWith("HDFS_"));
        assertThat(Arrays.stream(HdfsError.values()))
                .noneMatch(code -> code.remedy().isBlank());
    }

    private static RemoteException remote(String type, String message) {
        return new RemoteException(type, message);
    }

    private static void assertCode(Exception failure, ErrorCode code) {
        ConnectionException mapped = HdfsErrors.translate(failure, "trying");
        assertThat(mapped.code()).as(mapped.toString()).isEqualTo(code);
        assertThat(mapped.remedy()).isNotBlank();
    }
}
