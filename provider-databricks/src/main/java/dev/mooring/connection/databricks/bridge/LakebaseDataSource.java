package dev.mooring.connection.databricks.bridge;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Pooled sessions of a Lakebase database (HikariCP underneath). The source is asked at every new physical session, which is
 * when a password counts: a session outlives the password that opened it, and none is closed while it is in use. A session
 * that is refused because the endpoint is starting is tried again with growing pauses. The first session is opened when one
 * is first asked for. Safe for use by threads; the owner closes it.
 */
public final class LakebaseDataSource implements DataSource, AutoCloseable {
    private static final String FROM_ENVIRONMENT = "lakebase_from_environment_";
    private static final List<String> IDENTITY =
            List.of("DATABRICKS_HOST", "DATABRICKS_CLIENT_ID", "ENDPOINT_NAME", "PGHOST", "PGPORT", "PGDATABASE");
    /** Of the environment of Databricks' own guides; the type knows them as aliases of its properties. */
    private static final List<String> REQUIRED =
            List.of("DATABRICKS_HOST", "DATABRICKS_CLIENT_ID", "DATABRICKS_CLIENT_SECRET", "ENDPOINT_NAME", "PGHOST");

    private static final List<String> OPTIONAL = List.of("PGDATABASE", "PGUSER", "PGPORT");

    private final HikariDataSource pool;

    private LakebaseDataSource(HikariDataSource pool) {
        this.pool = pool;
    }

    /** A pool over a source of a LAKEBASE connection: 1 to 10 sessions, 15 minutes idle, 60 seconds to connect. */
    public static LakebaseDataSource of(CredentialSource source) {
        return builder(source).build();
    }

    /** Starts a pool with settings of its own. */
    public static Builder builder(CredentialSource source) {
        return new Builder(source);
    }

    /**
     * A pool of what the process's environment says: DATABRICKS_HOST, DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET,
     * ENDPOINT_NAME and PGHOST, and if they are set PGDATABASE, PGUSER and PGPORT. They are kept as the connection
     * {@code lakebase_from_environment_} and a digest of what it names, in place of an earlier one of that, so that its password is issued,
     * kept and renewed as any other; the layer must stay open as long as the pool.
     */
    public static LakebaseDataSource fromEnvironment(Connections connections) {
        return fromEnvironment(connections, System.getenv());
    }

    static LakebaseDataSource fromEnvironment(Connections connections, Map<String, String> environment) {
        List<String> missing = REQUIRED.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "the environment lacks " + String.join(", ", missing),
                    "set these variables as the Connect dialog of the project and the service principal's page show them");
        }
        List<String> names = new ArrayList<>(REQUIRED);
        OPTIONAL.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .forEach(names::add);
        String name = FROM_ENVIRONMENT + identity(environment);
        ConnectionDraft.Builder draft = ConnectionDraft.of(ConnectionCategory.DATABASE, name, "LAKEBASE");
        names.forEach(
                key -> draft.property(key, environment.getOrDefault(key, "").strip()));
        connections.createOrReplace(draft.build());
        return of(connections.source(name, AccessScope.everything()));
    }

    /** Two programs with different environments share a workspace, and neither's sessions may move to the other's database. */
    private static String identity(Map<String, String> environment) {
        String all = IDENTITY.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** A session of the pool, or a new one; blocks until there is one, for the time to connect at most. */
    @Override
    public java.sql.Connection getConnection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException | PoolInitializationException | ConnectionException e) {
            throw told(e);
        }
    }

    /** Not supported: users and passwords are the source's. */
    @Override
    public java.sql.Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("users and passwords are those of the connection's source");
    }

    /** What kept a session from being opened, rather than that none came in time. */
    private static SQLException told(Exception failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConnectionException cause) {
                return LakebaseErrors.sql(cause);
            }
        }
        return failure instanceof SQLException sql ? sql : new SQLException(failure);
    }

    /** Closes the pool and its sessions. */
    @Override
    public void close() {
        pool.close();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool.isWrapperFor(type);
    }

    /** The pool's name only. */
    @Override
    public String toString() {
        return "LakebaseDataSource[" + pool.getPoolName() + "]";
    }

    /** Collects a pool's settings. Not safe for use by several threads. */
    public static final class Builder {
        private final CredentialSource source;
        private int minimum = 1;
        private int maximum = 10;
        private Duration idle = Duration.ofMinutes(15);
        private Duration connect = Duration.ofSeconds(60);
        /** Lakebase ends sessions after three days. */
        private Duration longest = Duration.ofDays(2);

        private Builder(CredentialSource source) {
            this.source = source;
        }

        /** How many sessions stay open although nobody uses them; 1 unless set. */
        public Builder minimumIdle(int sessions) {
            minimum = sessions;
            return this;
        }

        /** How many sessions there are at the most; 10 unless set. */
        public Builder maximumSize(int sessions) {
            maximum = sessions;
            return this;
        }

        /** After what time unused sessions beyond the minimum are closed, from 10 seconds; 15 minutes unless set. */
        public Builder idleTimeout(Duration duration) {
            idle = duration;
            return this;
        }

        /** How long to wait for a session, and for an endpoint that is starting, from 250 ms; 60 seconds unless set. */
        public Builder connectTimeout(Duration duration) {
            connect = duration;
            return this;
        }

        /** After what time a session is replaced once it is not in use, from 30 seconds; two days unless set. */
        public Builder maximumLifetime(Duration duration) {
            longest = duration;
            return this;
        }

        /** The pool; opens no session yet. Throws {@link IllegalArgumentException} for settings out of range. */
        public LakebaseDataSource build() {
            SessionOpening opening = new SessionOpening(source, connect, SessionOpening.Time.REAL);
            HikariDataSource pool = new HikariDataSource();
            pool.setPoolName("lakebase-" + source.connection().name());
            pool.setCredentialsProvider(opening::credentials);
            pool.setDataSource(new OpeningDataSource(opening));
            pool.setMaximumPoolSize(maximum);
            pool.setMinimumIdle(minimum);
            pool.setIdleTimeout(idle.toMillis());
            pool.setConnectionTimeout(connect.toMillis());
            pool.setMaxLifetime(longest.toMillis());
            // else callers would try one after another, each for the whole time to connect
            pool.setInitializationFailTimeout(-1);
            // pings would keep an endpoint from scaling to zero
            pool.setKeepaliveTime(0);
            return new LakebaseDataSource(pool);
        }
    }
}
