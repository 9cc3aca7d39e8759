package dev.mooring.connection.sftp;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.sftp.bridge.UntrustedHostKeyException;
import dev.mooring.connection.support.network.Causes;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Turns failures of the SSH client into codes and remedies. */
final class SftpErrors {
    private SftpErrors() {}

    /**
     * What was tried.
     *
     * @param action a phrase, such as {@code the login at sftp.example.com:22}
     * @param user who logs in
     * @param secrets what may have been sent by then
     */
    record Attempt(String action, String user, Supplier<SecretForms> secrets) {}

    /** A failure, by the first of its causes that says something. */
    static ConnectionException translate(IOException failure, Attempt attempt) {
        Causes causes = Causes.of(failure);
        Optional<ConnectionException> own = causes.first(ConnectionException.class);
        if (own.isPresent()) {
            return own.get();
        }
        Optional<UntrustedHostKeyException> untrusted = causes.first(UntrustedHostKeyException.class);
        if (untrusted.isPresent()) {
            return untrusted(untrusted.get(), attempt);
        }
        ErrorCode code = codeOf(causes);
        boolean isLeaking = attempt.secrets().get().isIn(failure);
        return new ConnectionException(
                code,
                attempt.action() + " failed: "
                        + (isLeaking ? "what was answered repeats a secret and is left out" : causes.words()),
                remedy(code, attempt),
                isLeaking ? new IOException(failure.getClass().getName() + ", its message left out") : failure);
    }

    private static ConnectionException untrusted(UntrustedHostKeyException failure, Attempt attempt) {
        SftpError code = failure.isOther() ? SftpError.SFTP_HOST_KEY_MISMATCH : SftpError.SFTP_HOST_KEY_UNKNOWN;
        return new ConnectionException(
                code,
                attempt.action() + ": the server shows the key " + failure.fingerprint() + " ("
                        + failure.publicKey() + "), "
                        + (failure.isOther() ? "which is none of HOST_KEYS" : "and HOST_KEYS is not set"),
                code.remedy(),
                failure);
    }

    private static ErrorCode codeOf(Causes causes) {
        Optional<SftpException> answer = causes.first(SftpException.class);
        if (answer.isPresent()) {
            return switch (answer.get().getStatus()) {
                case SftpConstants.SSH_FX_PERMISSION_DENIED -> ACCESS_DENIED;
                case SftpConstants.SSH_FX_NO_SUCH_FILE,
                        SftpConstants.SSH_FX_NO_SUCH_PATH,
                        SftpConstants.SSH_FX_NOT_A_DIRECTORY -> RESOURCE_NOT_FOUND;
                default -> PROTOCOL_MISMATCH;
            };
        }
        String said = causes.lower();
        if (said.contains("no more authentication methods")) {
            return CREDENTIAL_REJECTED;
        }
        if (said.contains("unable to negotiate")) {
            return SftpError.SFTP_NO_COMMON_ALGORITHM;
        }
        if (causes.has(ConnectException.class)) {
            return ENDPOINT_UNREACHABLE;
        }
        boolean isLate = causes.has(TimeoutException.class)
                || causes.has(InterruptedIOException.class)
                || said.contains("timeout");
        return isLate ? TIMED_OUT : PROTOCOL_MISMATCH;
    }

    private static String remedy(ErrorCode code, Attempt attempt) {
        if (code == CREDENTIAL_REJECTED) {
            return "check user " + attempt.user() + " and its password or key, and that the server lets it in that way";
        }
        if (code == ACCESS_DENIED) {
            return "let the server's operator give user " + attempt.user() + " the right to list the directory";
        }
        if (code == RESOURCE_NOT_FOUND) {
            return "check DIRECTORY or the path of the scope, as user " + attempt.user() + " sees it";
        }
        return code == PROTOCOL_MISMATCH
                ? "check that the port is that of an SSH server with the subsystem sftp, and see its log"
                : code.remedy();
    }
}
