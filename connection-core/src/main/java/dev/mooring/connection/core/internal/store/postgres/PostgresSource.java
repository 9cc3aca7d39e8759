package dev.mooring.connection.core.internal.store.postgres;

import dev.mooring.connection.credential.Secret;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections of the database as the settings say. The password goes into the driver's hands alone, each time. */
final class PostgresSource implements DataSource {
    private final PGSimpleDataSource driver = new PGSimpleDataSource();
    private final PostgresSettings.Login login;

    PostgresSource(PostgresSettings settings) {
        PostgresSettings.Limits limits = settings.limits();
        this.login = settings.login();
        driver.setUrl(settings.url());
        driver.setCurrentSchema(settings.schema());
        driver.setApplicationName("mooring");
        // a failure that quotes the row would show it to whoever reads logs
        driver.setLogServerErrorDetail(false);
        driver.setTcpKeepAlive(true);
        driver.setConnectTimeout(seconds(limits.waiting()));
        driver.setLoginTimeout(seconds(limits.waiting()));
        // only for a server that is gone without a word: what takes too long, the server ends
        driver.setSocketTimeout(
                limits.statement().isZero() ? 0 : seconds(limits.statement().plus(limits.waiting())));
        driver.setOptions("-c statement_timeout=" + limits.statement().toMillis() + " -c lock_timeout="
                + limits.lock().toMillis() + " -c idle_in_transaction_session_timeout="
                + limits.statement().multipliedBy(2).toMillis());
    }

    private static int seconds(Duration time) {
        return (int) Math.max(1, time.plusMillis(999).toSeconds());
    }

    @Override
    public java.sql.Connection getConnection() throws SQLException {
        Secret password = login.password().get();
        return driver.getConnection(login.user(), password.reveal());
    }

    @Override
    public java.sql.Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the store connects as its own role only");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // the driver's own log stays where the application puts it
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the settings have said it
    }

    @Override
    public int getLoginTimeout() {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
