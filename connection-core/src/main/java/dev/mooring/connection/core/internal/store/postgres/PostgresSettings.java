package dev.mooring.connection.core.internal.store.postgres;

import dev.mooring.connection.credential.Secret;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a layer reaches its database.
 *
 * @param url the JDBC URL, without a user or a password
 * @param login as whom
 * @param schema the schema of the store's tables
 * @param limits what bounds the use of it
 */
public record PostgresSettings(String url, Login login, String schema, Limits limits) {
    /**
     * Who connects.
     *
     * @param user the role
     * @param password asked at every new connection
     */
    public record Login(String user, Supplier<Secret> password) {}

    /**
     * What bounds the use of the database.
     *
     * @param connections how many are open at most
     * @param waiting how long a caller waits for one of them, and a new one for the server
     * @param statement how long a statement may run, zero for as long as it takes
     * @param lock how long one may wait for a lock, zero for as long as it takes
     */
    public record Limits(int connections, Duration waiting, Duration statement, Duration lock) {
        private Limits endless() {
            return new Limits(connections, waiting, Duration.ZERO, Duration.ZERO);
        }
    }

    /** The same database for somebody who waits for calls. */
    PostgresSettings endless() {
        return new PostgresSettings(url, login, schema, limits.endless());
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + url + ", user=" + login.user() + ", schema=" + schema + "]";
    }
}
