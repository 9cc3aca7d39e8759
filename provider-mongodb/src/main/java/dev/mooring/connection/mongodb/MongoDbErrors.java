package dev.mooring.connection.mongodb;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.ISSUER_THROTTLED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;
import static dev.mooring.connection.mongodb.MongoDbError.MONGODB_MECHANISM_NOT_OFFERED;
import static dev.mooring.connection.mongodb.MongoDbError.MONGODB_NO_SUITABLE_SERVER;
import static dev.mooring.connection.mongodb.MongoDbError.MONGODB_TLS_NOT_OFFERED;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.support.network.Causes;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Turns failures of MongoDB's client into codes and remedies: by the server's number, else by what is below. */
final class MongoDbErrors {
    private MongoDbErrors() {}

    /**
     * What was tried.
     *
     * @param action a phrase, such as {@code ping at db:27017}
     * @param identity who logs in
     * @param secrets what may have been sent by then
     */
    record Attempt(String action, String identity, Supplier<SecretForms> secrets) {}

    /**
     * A failure.
     *
     * @param seen what the client met last at a server, which it does not say itself when it finds no server in time
     */
    static ConnectionException translate(MongoException failure, Optional<Throwable> seen, Attempt attempt) {
        boolean isSelection = failure.getClass() == MongoTimeoutException.class;
        Throwable cause = isSelection ? seen.orElse(failure) : failure;
        Causes causes = Causes.of(cause);
        Optional<ConnectionException> own = causes.first(ConnectionException.class);
        if (own.isPresent()) {
            return own.get();
        }
        ErrorCode code = isSelection && seen.isEmpty() ? MONGODB_NO_SUITABLE_SERVER : codeOf(causes);
        SecretForms secrets = attempt.secrets().get();
        boolean isLeaking = secrets.isIn(cause);
        return new ConnectionException(
                code,
                attempt.action() + " failed: "
                        + (isLeaking ? "what was answered repeats a secret and is left out" : causes.words()),
                remedy(code, causes, attempt),
                isLeaking ? new IOException(cause.getClass().getName() + ", its message left out") : cause);
    }

    private static ErrorCode codeOf(Causes causes) {
        Optional<MongoCommandException> answer = causes.first(MongoCommandException.class);
        if (answer.isPresent()) {
            return byNumber(answer.get().getErrorCode());
        }
        String said = causes.lower();
        if (said.contains("unrecognized ssl message") || said.contains("unsupported or unrecognized")) {
            return MONGODB_TLS_NOT_OFFERED;
        }
        if (causes.has(SSLException.class) || causes.has(CertificateException.class)) {
            return TLS_FAILED;
        }
        if (causes.has(SocketTimeoutException.class)
                || causes.has(MongoSocketReadTimeoutException.class)
                || causes.has(MongoInterruptedException.class)
                || causes.has(MongoTimeoutException.class)) {
            return TIMED_OUT;
        }
        return causes.has(ConnectException.class)
                        || causes.has(NoRouteToHostException.class)
                        || causes.has(UnknownHostException.class)
                ? ENDPOINT_UNREACHABLE
                : PROTOCOL_MISMATCH;
    }

    private static ErrorCode byNumber(int number) {
        return switch (number) {
            case 18, 8000 -> CREDENTIAL_REJECTED;
            case 13 -> ACCESS_DENIED;
            case 26, 73 -> RESOURCE_NOT_FOUND;
            case 334 -> MONGODB_MECHANISM_NOT_OFFERED;
            case 462, 16500 -> ISSUER_THROTTLED; // the second is Cosmos DB's
            case 50 -> TIMED_OUT;
            case 91, 11600, 189 -> ISSUER_FAILED;
            default -> PROTOCOL_MISMATCH;
        };
    }

    private static String remedy(ErrorCode code, Causes causes, Attempt attempt) {
        if (code == TLS_FAILED) {
            String said = causes.lower();
            return said.contains("subject alternative") || said.contains("no name matching")
                    ? "use a host name that the server's certificate holds, or let its operator add this one"
                    : said.contains("pkix") || said.contains("trustanchors")
                            ? "set TRUSTED_CERTIFICATES to the certificate of the authority that signed the server's"
                            : "check that the server speaks TLS 1.2 or 1.3 with a certificate that is valid, and whether"
                                    + " it asks for a client's one";
        }
        if (code == CREDENTIAL_REJECTED) {
            return "check " + attempt.identity() + ", AUTH_DATABASE, and that the user has AUTH_MECHANISM";
        }
        if (code == ACCESS_DENIED) {
            return "let the database's operator grant it to " + attempt.identity();
        }
        if (code == RESOURCE_NOT_FOUND) {
            return "check the names of the database and the collection";
        }
        return code == PROTOCOL_MISMATCH
                ? "check that the port is MongoDB's and whether it speaks TLS (TLS = true), and see the server's log"
                : code.remedy();
    }
}
