package dev.mooring.connection.databricks.bridge;

import com.zaxxer.hikari.util.Credentials;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Login;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Opens sessions with what the source hands out at that moment. An endpoint that is starting is tried again with growing
 * pauses; a refused password is replaced once. Safe for use by threads; blocks.
 */
final class SessionOpening {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CredentialSource source;
    private final Duration limit;
    private final Time time;

    /**
     * What passes.
     *
     * @param nanos a clock that nobody sets
     * @param pause waits
     */
    record Time(LongSupplier nanos, Pause pause) {
        static final Time REAL = new Time(System::nanoTime, duration -> Thread.sleep(duration.toMillis()));
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** Waits that long. */
        void of(Duration duration) throws InterruptedException;
    }

    /** Opens sessions within that limit, all attempts and pauses of one together. */
    SessionOpening(CredentialSource source, Duration limit, Time time) {
        this.source = source;
        this.limit = limit;
        this.time = time;
    }

    /** What the source hands out now; fails with a {@link ConnectionException}. */
    Credentials credentials() {
        Login login = login();
        return Credentials.of(login.username(), login.password().reveal());
    }

    private Login login() {
        return login(source.vended());
    }

    /** A new session, at first with the given login; fails with an {@link SQLException} that names code and remedy. */
    java.sql.Connection open(Login given) throws SQLException {
        long end = time.nanos().getAsLong() + limit.toNanos();
        Login login = given;
        boolean isReplaced = false;
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return endpoint().open(login, left(end));
            } catch (ConnectionException e) {
                if (e.code() == ConnectionError.CREDENTIAL_REJECTED && !isReplaced) {
                    isReplaced = true;
                    refuse(login);
                } else if (LakebaseErrors.isWaking(e) && left(end).compareTo(pause) > 0) {
                    await(pause, e);
                    pause = longer(pause);
                } else {
                    throw LakebaseErrors.sql(e);
                }
            }
            login = renewed();
        }
    }

    /** As it is now: a connection may be changed at any time. */
    private LakebaseEndpoint endpoint() throws SQLException {
        try {
            return LakebaseEndpoint.of(source.vended().details());
        } catch (ConnectionException e) {
            throw LakebaseErrors.sql(e);
        }
    }

    private Login renewed() throws SQLException {
        try {
            return login();
        } catch (ConnectionException e) {
            throw LakebaseErrors.sql(e);
        }
    }

    /** Tells the source that the password was refused, unless it has another one by now. */
    private void refuse(Login login) throws SQLException {
        try {
            Credential current = source.get();
            if (current instanceof Login now && now.password().equals(login.password())) {
                source.rejected(current);
            }
        } catch (ConnectionException e) {
            throw LakebaseErrors.sql(e);
        }
    }

    private static Login login(Vended vended) {
        if (vended.credential() instanceof Login login) {
            return login;
        }
        throw new ConnectionException(
                ConnectionError.NOT_SUPPORTED,
                "what was vended is no login of a Lakebase database",
                "use a source of a connection of type LAKEBASE");
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - time.nanos().getAsLong()));
    }

    private void await(Duration pause, ConnectionException failure) throws SQLException {
        try {
            time.pause().of(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LakebaseErrors.sql(failure);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
