package dev.mooring.connection.core;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.core.internal.store.postgres.PostgresSettings;
import dev.mooring.connection.credential.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database, from version 13 on, in which the layers of many processes and machines keep their connections.
 * Immutable: each setting yields another value.
 */
public final class PostgresStore {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern LOGIN_IN_URL = Pattern.compile("[?&](user|password|sslpassword)=|//[^/?]*@");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final PostgresSettings settings;

    private PostgresStore(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * The database of that URL, used as that role.
     *
     * @param url such as {@code jdbc:postgresql://db.example/app?sslmode=verify-full}; a user or a password in it is
     *     refused, for URLs are printed
     */
    public static PostgresStore at(String url, String user, Secret password) {
        requireNonNull(password, "password");
        return at(url, user, () -> password);
    }

    /** As {@link #at(String, String, Secret)}, with a password that is asked for at every new connection. */
    public static PostgresStore at(String url, String user, Supplier<Secret> password) {
        if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException("the URL of the store does not start with " + PREFIX);
        }
        if (LOGIN_IN_URL.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw new IllegalArgumentException("the URL of the store holds a user or a password: give them apart");
        }
        PostgresSettings.Login login =
                new PostgresSettings.Login(requireNonNull(user, "user"), requireNonNull(password, "password"));
        PostgresSettings.Limits limits =
                new PostgresSettings.Limits(8, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5));
        return new PostgresStore(new PostgresSettings(url, login, "mooring", limits));
    }

    /** The schema of the store's tables, {@code mooring} unless said otherwise; made if absent and allowed. */
    public PostgresStore schema(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "a schema has lower-case letters, digits and underscores, not starting with a digit, at most 63");
        }
        return new PostgresStore(new PostgresSettings(settings.url(), settings.login(), schema, settings.limits()));
    }

    /** How many connections of the database the layer keeps at most, 8 unless said otherwise; one more listens. */
    public PostgresStore poolSize(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("a pool has at least one connection");
        }
        PostgresSettings.Limits old = settings.limits();
        return limited(new PostgresSettings.Limits(connections, old.waiting(), old.statement(), old.lock()));
    }

    /** How long a call waits for a connection of the database, 5 seconds unless said otherwise. */
    public PostgresStore waiting(Duration longest) {
        PostgresSettings.Limits old = settings.limits();
        return limited(new PostgresSettings.Limits(old.connections(), positive(longest), old.statement(), old.lock()));
    }

    /**
     * How long a statement may run, 10 seconds unless said otherwise, and how long of it it may wait for what another
     * node is changing, 5 seconds.
     */
    public PostgresStore timeouts(Duration statement, Duration lock) {
        PostgresSettings.Limits old = settings.limits();
        return limited(
                new PostgresSettings.Limits(old.connections(), old.waiting(), positive(statement), positive(lock)));
    }

    private PostgresStore limited(PostgresSettings.Limits limits) {
        return new PostgresStore(new PostgresSettings(settings.url(), settings.login(), settings.schema(), limits));
    }

    private static Duration positive(Duration time) {
        if (time.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException("a time limit of the store is 250 milliseconds at least");
        }
        return time;
    }

    PostgresSettings settings() {
        return settings;
    }

    /** Names the database and the role, never the password. */
    @Override
    public String toString() {
        return "PostgresStore[" + settings.url() + ", user=" + settings.login().user() + ", schema=" + settings.schema()
                + "]";
    }
}
