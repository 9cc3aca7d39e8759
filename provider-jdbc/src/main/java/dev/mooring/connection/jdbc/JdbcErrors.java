package dev.mooring.connection.jdbc;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.ISSUER_THROTTLED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;
import static dev.mooring.connection.jdbc.bridge.JdbcError.JDBC_LOGIN_NOT_SUPPORTED;
import static dev.mooring.connection.jdbc.bridge.JdbcError.JDBC_TLS_NOT_OFFERED;
import static dev.mooring.connection.jdbc.bridge.JdbcError.JDBC_TLS_REQUIRED;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.support.network.Causes;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Turns failures of JDBC drivers into codes and remedies: by SQLSTATE, by the database's own number, by what is below. */
final class JdbcErrors {
    private static final Pattern NO_TLS =
            Pattern.compile("does not support ssl|ssl encryption is not enabled|not support tls|ssl not enabled"
                    + "|trying to connect with ssl, but ssl not enabled");
    private static final Pattern WANTS_TLS =
            Pattern.compile("no pg_hba\\.conf entry.*no encryption|insecure transport|requires? (ssl|encryption)");
    private static final Pattern HOST_NAME = Pattern.compile(
            "hostname .*could not be verified|hostname verification failed|subject alternative|no name matching|dns host .*doesn't"
                    + "|certificate .*does(n't| not) match|server name in a certificate");
    private static final Pattern LOGIN_KIND =
            Pattern.compile("require_?auth|authentication (method|type|plugin).*not|not allowed to use authentication"
                    + "|public key retrieval is not allowed|client does not support authentication");

    /** Numbers of the databases themselves, where their SQLSTATE says less. */
    private static final Map<Integer, ErrorCode> NUMBERS = Map.ofEntries(
            Map.entry(1040, ISSUER_THROTTLED), // MySQL and MariaDB: too many connections
            Map.entry(1044, ACCESS_DENIED),
            Map.entry(1045, CREDENTIAL_REJECTED),
            Map.entry(1049, RESOURCE_NOT_FOUND),
            Map.entry(1129, ISSUER_THROTTLED),
            Map.entry(1142, ACCESS_DENIED),
            Map.entry(1146, RESOURCE_NOT_FOUND),
            Map.entry(1203, ISSUER_THROTTLED),
            Map.entry(1226, ISSUER_THROTTLED),
            Map.entry(1251, JDBC_LOGIN_NOT_SUPPORTED),
            Map.entry(1698, CREDENTIAL_REJECTED),
            Map.entry(3159, JDBC_TLS_REQUIRED),
            Map.entry(1017, CREDENTIAL_REJECTED), // Oracle
            Map.entry(12514, RESOURCE_NOT_FOUND),
            Map.entry(229, ACCESS_DENIED), // SQL Server
            Map.entry(208, RESOURCE_NOT_FOUND),
            Map.entry(4060, RESOURCE_NOT_FOUND),
            Map.entry(18456, CREDENTIAL_REJECTED),
            Map.entry(90096, ACCESS_DENIED), // H2
            Map.entry(90079, RESOURCE_NOT_FOUND),
            Map.entry(90146, RESOURCE_NOT_FOUND),
            Map.entry(90149, RESOURCE_NOT_FOUND));

    private JdbcErrors() {}

    /**
     * What was tried.
     *
     * @param action a phrase, such as {@code the login at db:5432}
     * @param identity who logs in
     * @param secrets what may have been sent by then
     */
    record Attempt(String action, String identity, Supplier<SecretForms> secrets) {}

    /** A failure, by the first of its causes that says something. */
    static ConnectionException translate(SQLException failure, Attempt attempt) {
        Causes causes = Causes.of(failure);
        Optional<ConnectionException> own = causes.first(ConnectionException.class);
        if (own.isPresent()) {
            return own.get();
        }
        ErrorCode code = codeOf(failure, causes);
        SecretForms secrets = attempt.secrets().get();
        boolean isLeaking = secrets.isIn(failure);
        String said = isLeaking ? "what was answered repeats a secret and is left out" : causes.words();
        return new ConnectionException(
                code,
                attempt.action() + " failed: " + said,
                remedy(code, causes, attempt),
                isLeaking ? new IOException(failure.getClass().getName() + ", its message left out") : failure);
    }

    private static ErrorCode codeOf(SQLException failure, Causes causes) {
        String said = causes.lower();
        if (NO_TLS.matcher(said).find()) {
            return JDBC_TLS_NOT_OFFERED;
        }
        if (WANTS_TLS.matcher(said).find()) {
            return JDBC_TLS_REQUIRED;
        }
        if (LOGIN_KIND.matcher(said).find()) {
            return JDBC_LOGIN_NOT_SUPPORTED;
        }
        ErrorCode known = NUMBERS.get(failure.getErrorCode());
        return known != null ? known : byState(failure).orElseGet(() -> byCause(causes, said));
    }

    private static Optional<ErrorCode> byState(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("28")) {
            return Optional.of(CREDENTIAL_REJECTED);
        }
        return Optional.ofNullable(
                switch (state) {
                    case "42501" -> ACCESS_DENIED;
                    case "3D000", "42P01", "3F000", "42S02", "42S04" -> RESOURCE_NOT_FOUND;
                    case "53300", "53400" -> ISSUER_THROTTLED;
                    case "57P01", "57P02", "57P03" -> ISSUER_FAILED;
                    case "HYT00", "HYT01", "57014" -> TIMED_OUT;
                    default -> null;
                });
    }

    private static ErrorCode byCause(Causes causes, String said) {
        if (causes.has(SSLException.class)
                || causes.has(CertificateException.class)
                || HOST_NAME.matcher(said).find()) {
            return TLS_FAILED;
        }
        if (causes.has(SocketTimeoutException.class)
                || causes.has(SQLTimeoutException.class)
                || causes.has(ClosedByInterruptException.class)
                || said.contains("timed out")
                || said.contains("timeout")) {
            return TIMED_OUT;
        }
        return causes.has(ConnectException.class)
                        || causes.has(NoRouteToHostException.class)
                        || causes.has(UnknownHostException.class)
                ? ENDPOINT_UNREACHABLE
                : PROTOCOL_MISMATCH;
    }

    private static String remedy(ErrorCode code, Causes causes, Attempt attempt) {
        if (code == TLS_FAILED) {
            String said = causes.lower();
            return HOST_NAME.matcher(said).find()
                    ? "use a host name that the server's certificate holds, or let its operator add this one"
                    : isUntrusted(causes, said)
                            ? "set CUSTOM_JDBC_CERT to the certificate of the authority that signed the server's"
                            : "check that the server speaks TLS 1.2 or 1.3 with a certificate that is valid";
        }
        if (code == CREDENTIAL_REJECTED) {
            return "check " + attempt.identity() + " and the password, and that the server lets it in from here";
        }
        if (code == ACCESS_DENIED) {
            return "let the database's owner grant it to " + attempt.identity();
        }
        if (code == RESOURCE_NOT_FOUND) {
            return "check the name of the database, the schema and the table";
        }
        return code == PROTOCOL_MISMATCH
                ? "check that the port is that of the database JDBC_ENGINE names, and see the server's log"
                : code.remedy();
    }

    /** MySQL's driver has words of its own for a certificate that leads to none of the authorities. */
    private static boolean isUntrusted(Causes causes, String said) {
        boolean isExpired =
                causes.has(CertificateExpiredException.class) || causes.has(CertificateNotYetValidException.class);
        return !isExpired
                && (said.contains("pkix") || said.contains("trustanchors") || causes.has(CertificateException.class));
    }
}
