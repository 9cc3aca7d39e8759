package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the pool takes new sessions from: with the user and password that it was given a moment before. */
final class OpeningDataSource implements DataSource {
    private final SessionOpening opening;

    OpeningDataSource(SessionOpening opening) {
        this.opening = opening;
    }

    @Override
    public java.sql.Connection getConnection() throws SQLException {
        throw new SQLFeatureNotSupportedException("a session needs a user and a password");
    }

    @Override
    public java.sql.Connection getConnection(String username, String password) throws SQLException {
        return opening.open(new Login(username, Secret.of(password), Optional.empty()));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // nothing is written
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the time to connect is the pool's
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
