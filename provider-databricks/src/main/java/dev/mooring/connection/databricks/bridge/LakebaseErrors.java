package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.support.network.SecretForms;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means that a database of Lakebase lets nobody in. */
final class LakebaseErrors {
    private static final int DEEPEST = 50;
    private static final String WAKING =
            "an endpoint that was scaled to zero takes a while to start: try again in a minute;"
                    + " if it lasts, check PGHOST and PGPORT, the route and the firewall";

    private LakebaseErrors() {}

    private record Meaning(ErrorCode code, String what, String remedy) {}

    static ConnectionException of(SQLException failure, LakebaseEndpoint endpoint, Login login) {
        Meaning meaning = meaning(failure, endpoint, login);
        SecretForms secrets = SecretForms.of(login.username(), login.password());
        boolean isQuotable = !secrets.isIn(failure);
        return new ConnectionException(
                meaning.code(),
                "the database at " + endpoint.server() + " " + meaning.what()
                        + (isQuotable ? ": " + words(failure) : ""),
                meaning.remedy(),
                isQuotable ? failure : new SQLException("its message left out", failure.getSQLState()));
    }

    private static Meaning meaning(SQLException failure, LakebaseEndpoint endpoint, Login login) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        String words = words(failure);
        return switch (state) {
            case "28P01" ->
                new Meaning(
                        ConnectionError.CREDENTIAL_REJECTED,
                        "refused the password of " + login.username(),
                        "check that the endpoint belongs to the workspace of HOST and that the role exists; as the project's"
                                + " owner, run: " + roleSql(login));
            case "28000" -> refused(words, login);
            case "3D000" ->
                new Meaning(
                        ConnectionError.RESOURCE_NOT_FOUND,
                        "has no database " + endpoint.database(),
                        "set PGDATABASE to one of the project's databases, such as databricks_postgres");
            case "42501" ->
                new Meaning(
                        ConnectionError.ACCESS_DENIED,
                        "does not let " + login.username() + " into " + endpoint.database(),
                        "as the database's owner, run: GRANT CONNECT ON DATABASE " + quoted(endpoint.database(), '"')
                                + " TO " + quoted(login.username(), '"'));
            case "57P03" -> new Meaning(ConnectionError.ENDPOINT_UNREACHABLE, "takes no session yet", WAKING);
            case "53300" ->
                new Meaning(
                        ConnectionError.ENDPOINT_UNREACHABLE,
                        "has no place for another session",
                        "close sessions that nobody uses, lower the size of pools, or let the compute grow");
            default -> unreached(failure, words);
        };
    }

    private static Meaning refused(String words, Login login) {
        if (words.contains("no encryption")) {
            return new Meaning(
                    ConnectionError.TLS_FAILED,
                    "takes sessions with TLS only",
                    "let nothing between here and the database end TLS");
        }
        return words.contains("role")
                ? new Meaning(
                        LakebaseError.DATABRICKS_ROLE_MISSING,
                        "has no role " + login.username() + " that may log in",
                        "as the project's owner, run: " + roleSql(login))
                : new Meaning(
                        ConnectionError.ACCESS_DENIED,
                        "does not let " + login.username() + " in",
                        "let the project's owner allow the role and this machine's address");
    }

    /** What creates the role of a service principal. */
    static String roleSql(Login login) {
        return "CREATE EXTENSION IF NOT EXISTS databricks_auth; SELECT databricks_create_role("
                + quoted(login.username(), '\'') + ", 'SERVICE_PRINCIPAL');";
    }

    private static Meaning unreached(SQLException failure, String words) {
        if (holds(failure, SSLException.class) || words.contains("SSL") || words.contains("could not be verified")) {
            return new Meaning(
                    ConnectionError.TLS_FAILED,
                    "does not speak TLS as it must",
                    "check that PGHOST is the name that its certificate holds, and that TRUSTED_CERTIFICATES, or this"
                            + " machine, trusts the authority that signed it");
        }
        if (holds(failure, SocketTimeoutException.class) || words.contains("timed out")) {
            return new Meaning(ConnectionError.TIMED_OUT, "did not answer in time", WAKING);
        }
        return String.valueOf(failure.getSQLState()).startsWith("08")
                ? new Meaning(ConnectionError.ENDPOINT_UNREACHABLE, "can not be reached", WAKING)
                : new Meaning(
                        ConnectionError.PROTOCOL_MISMATCH,
                        "does not answer as Lakebase does",
                        "check that PGHOST and PGPORT lead to the database");
    }

    /** Whether an endpoint that is starting fails so; its name resolves all the time. */
    static boolean isWaking(ConnectionException failure) {
        boolean isUnreached =
                failure.code() == ConnectionError.ENDPOINT_UNREACHABLE || failure.code() == ConnectionError.TIMED_OUT;
        return isUnreached && !holds(failure, UnknownHostException.class);
    }

    /** What users of JDBC expect, with code and remedy in its message. */
    static SQLException sql(ConnectionException failure) {
        String state = failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "08001";
        String message = failure.code().name() + ": " + failure.getMessage() + " [" + failure.remedy() + "]";
        return failure.code().retryable()
                ? new SQLTransientConnectionException(message, state, failure)
                : new SQLNonTransientConnectionException(message, state, failure);
    }

    private static boolean holds(Throwable failure, Class<? extends Throwable> kind) {
        @Nullable Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    private static String words(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }

    private static String quoted(String text, char quote) {
        String mark = String.valueOf(quote);
        return mark + text.replace(mark, mark + mark) + mark;
    }
}
