package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that asks a connection for its login at each new session, so that a rotated password is used without a
 * restart and no open session is lost by it. It keeps no session: put it into a pool, for instance as HikariCP's
 * {@code dataSource}. A login that the database refuses is given back to the source once, and tried again when there is a new
 * one. It prints as the connection's name. Safe for use by threads.
 *
 * <p>Failures of the database are the driver's own {@link SQLException}; failures to get a login are an SQLException whose
 * cause is the {@link ConnectionException}.
 */
public final class ConnectionDataSource implements DataSource {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    private final CredentialSource source;
    private volatile Duration limit;

    private ConnectionDataSource(CredentialSource source, Duration limit) {
        this.source = source;
        this.limit = limit;
    }

    /** A data source of that connection, whose logins wait ten seconds at most for each answer of the database. */
    public static ConnectionDataSource of(CredentialSource source) {
        return new ConnectionDataSource(Objects.requireNonNull(source, "source"), USUAL_LIMIT);
    }

    /** This data source with another limit; the limit is at least a millisecond, and some drivers round to seconds. */
    public ConnectionDataSource within(Duration loginLimit) {
        return new ConnectionDataSource(source, loginLimit);
    }

    /** A new session; blocks for the login, and for a call to an issuer where the login is issued. */
    @Override
    public java.sql.Connection getConnection() throws SQLException {
        Vended vended = vended();
        try {
            return open(vended);
        } catch (SQLException e) {
            SQLException failure = withoutSecrets(e, vended.credential());
            Optional<Vended> renewed = isRefusal(e) ? renewed(vended.credential()) : Optional.empty();
            if (renewed.isEmpty()) {
                throw failure;
            }
            return openAgain(renewed.get());
        }
    }

    private java.sql.Connection openAgain(Vended vended) throws SQLException {
        try {
            return open(vended);
        } catch (SQLException e) {
            throw withoutSecrets(e, vended.credential());
        }
    }

    private Vended vended() throws SQLException {
        try {
            return source.vended();
        } catch (ConnectionException e) {
            throw new SQLException("no login of connection " + name() + ": " + e.getMessage(), "08001", e);
        }
    }

    /** A login that differs from the refused one, if there is one. */
    private Optional<Vended> renewed(Credential refused) throws SQLException {
        source.rejected(refused);
        return Optional.of(vended()).filter(next -> !next.credential().equals(refused));
    }

    private java.sql.Connection open(Vended vended) throws SQLException {
        JdbcEndpoint endpoint = JdbcEndpoint.of(vended.details());
        try (TrustFile trust = TrustFile.of(endpoint)) {
            Properties properties = DriverSettings.of(endpoint, trust.path(), limit);
            if (vended.credential() instanceof Login login) {
                properties.setProperty("user", login.username());
                properties.setProperty("password", login.password().reveal());
            }
            return unlimited(Drivers.connect(endpoint, properties), endpoint);
        } catch (ConnectionException e) {
            throw new SQLException(e.getMessage() + "; " + e.remedy(), "08001", e);
        } catch (IOException e) {
            throw new SQLException("the trusted certificates can not be handed to the driver", "08001", e);
        }
    }

    /** The limit was the login's; what a session may wait is the connection's word. */
    private static java.sql.Connection unlimited(java.sql.Connection session, JdbcEndpoint endpoint)
            throws SQLException {
        if (endpoint.engine() == JdbcEngine.SQLITE) {
            return SqliteSession.of(session);
        }
        if (endpoint.engine() == JdbcEngine.H2) {
            return session;
        }
        try {
            session.setNetworkTimeout(Runnable::run, endpoint.sessionTimeoutMillis());
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Whether the database says that the login is wrong. */
    private static boolean isRefusal(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("28")
                || failure.getErrorCode() == 18456 // SQL Server
                || failure.getErrorCode() == 1017; // Oracle
    }

    /** A server may repeat what it was sent; its words are left out then. */
    private static SQLException withoutSecrets(SQLException failure, Credential credential) {
        SecretForms secrets = credential instanceof Login login
                ? SecretForms.of(login.username(), login.password())
                : SecretForms.none();
        return secrets.isIn(failure)
                ? new SQLException(
                        "the database refused the session; its words repeat a secret and are left out",
                        failure.getSQLState(),
                        failure.getErrorCode())
                : failure;
    }

    /** Not supported: the login is the connection's. */
    @Override
    public java.sql.Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the login is that of connection " + name());
    }

    /** The limit of a login in seconds. */
    @Override
    public int getLoginTimeout() {
        return Math.toIntExact(Math.max(1, limit.toSeconds()));
    }

    /** Changes the limit of logins from now on; zero means the usual ten seconds. */
    @Override
    public void setLoginTimeout(int seconds) {
        limit = seconds <= 0 ? USUAL_LIMIT : Duration.ofSeconds(seconds);
    }

    /** None: nothing is written anywhere. */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Without effect: drivers would write what they send. */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> kind) throws SQLException {
        if (kind.isInstance(this)) {
            return kind.cast(this);
        }
        throw new SQLException("this data source is no " + kind.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> kind) {
        return kind.isInstance(this);
    }

    private String name() {
        return source.connection().name();
    }

    @Override
    public String toString() {
        return "connection " + name();
    }
}
