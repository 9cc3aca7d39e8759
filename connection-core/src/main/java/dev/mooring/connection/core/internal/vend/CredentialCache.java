package dev.mooring.connection.core.internal.vend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps credentials by key. A good one is returned at once; one that is due is returned while one renewal runs behind;
 * callers wait, together, only when nothing good is left. A failure never replaces a good credential.
 */
final class CredentialCache {
    /** How long a caller waits at the most. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Runs a load on the thread that needs it: what another load needs must not queue behind it. */
    static final Executor INLINE = Runnable::run;

    private static final int MAXIMUM_KEYS = 100_000;
    private static final Duration IDLE = Duration.ofHours(2);

    private final Cache<VendKey, CacheEntry> entries;
    private final Clock clock;
    private final Retries retries;
    private final Runner runner;

    CredentialCache(Clock clock, Retries retries, Runner runner) {
        this.clock = clock;
        this.retries = retries;
        this.runner = runner;
        this.entries = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterAccess(IDLE)
                .maximumSize(MAXIMUM_KEYS)
                .executor(Runnable::run)
                .build();
    }

    /** The credential of the key; loads run on the executor. */
    Vended get(VendKey key, Supplier<Loaded> load, Executor executor) {
        CacheEntry entry = entries.get(key, k -> new CacheEntry());
        Held held = entry.held();
        long now = clock.millis();
        if (held != null && now < held.due()) {
            return held.vended();
        }
        if (held != null && now < held.stale()) {
            entry.startRenewal(now).ifPresent(flight -> launch(entry, flight, load, executor));
            return held.vended();
        }
        return await(entry, load, executor);
    }

    /** Stops handing out that credential, once: what replaced a rejected one is believed for a while. */
    void rejected(VendKey key, Credential credential) {
        CacheEntry entry = entries.getIfPresent(key);
        if (entry != null) {
            entry.reject(credential, clock.millis());
        }
    }

    /** Forgets the credential of one key. */
    void forgetHop(VendKey key) {
        entries.invalidate(key);
    }

    /** Forgets all credentials of the connection. */
    void forget(String connectionId) {
        entries.asMap().keySet().removeIf(key -> key.connectionId().equals(connectionId));
    }

    /** Forgets all credentials and tells whoever waits for one. */
    void close() {
        ConnectionException closed =
                new ConnectionException(ConnectionError.CLOSED, "the connection layer was closed meanwhile");
        entries.asMap().values().forEach(entry -> entry.underWay().ifPresent(flight -> fail(entry, flight, closed)));
        entries.invalidateAll();
    }

    private Vended await(CacheEntry entry, Supplier<Loaded> load, Executor executor) {
        CacheEntry.Boarding boarding = entry.board(clock.millis());
        if (boarding.held().isPresent()) {
            return boarding.held().get().vended();
        }
        Flight flight = boarding.flight().orElseThrow();
        if (boarding.isLeader() || executor.equals(INLINE)) {
            launch(entry, flight, load, executor);
        }
        try {
            return flight.result().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw own(e.getCause());
        } catch (TimeoutException e) {
            entry.abandon(flight);
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the issuer did not answer within " + PATIENCE.toSeconds() + " s",
                    ConnectionError.TIMED_OUT.remedy());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the wait for a credential was interrupted", "try again", e);
        }
    }

    private void launch(CacheEntry entry, Flight flight, Supplier<Loaded> load, Executor executor) {
        orFail(
                entry,
                flight,
                () -> executor.execute(() -> {
                    if (flight.begin()) {
                        attempt(entry, flight, load, executor);
                    }
                }));
    }

    /** A full queue or a closed layer ends the flight at once. */
    private void orFail(CacheEntry entry, Flight flight, Runnable start) {
        try {
            start.run();
        } catch (ConnectionException e) {
            fail(entry, flight, e);
        }
    }

    private void attempt(CacheEntry entry, Flight flight, Supplier<Loaded> load, Executor executor) {
        try {
            Loaded loaded = load.get();
            entry.land(flight, loaded, clock.millis(), retries);
            flight.result().complete(loaded.vended());
        } catch (ConnectionException e) {
            // a load on its caller's thread goes on elsewhere: the timer's thread is for everybody
            Executor next = executor.equals(INLINE) ? runner.unbounded() : executor;
            Runnable again = () -> next.execute(() -> attempt(entry, flight, load, executor));
            retryOrFail(entry, flight, e, () -> orFail(entry, flight, again));
        } catch (RuntimeException | Error e) {
            // a waiter must never hang on a flight that crashed; the message may hold anything
            fail(
                    entry,
                    flight,
                    new ConnectionException(
                            ConnectionError.PROVIDER_CONTRACT,
                            "the vendor failed with " + e.getClass().getName()));
        }
    }

    private void retryOrFail(CacheEntry entry, Flight flight, ConnectionException failure, Runnable again) {
        int attempt = flight.attempts().incrementAndGet();
        long delay = retries.beforeAttempt(attempt, failure);
        boolean inTime = clock.millis() + delay - flight.started() < PATIENCE.toMillis();
        boolean urgent = !entry.hasGood(clock.millis());
        if (failure.code().retryable() && urgent && inTime && attempt < Retries.ATTEMPTS) {
            orFail(entry, flight, () -> runner.after(Duration.ofMillis(delay), again));
        } else {
            fail(entry, flight, failure);
        }
    }

    private void fail(CacheEntry entry, Flight flight, ConnectionException failure) {
        entry.crash(flight, failure, clock.millis(), retries);
        flight.result().completeExceptionally(failure);
    }

    /** Each caller gets a failure of its own: its stack shows who called, its cause what happened. */
    static ConnectionException own(@Nullable Throwable failure) {
        if (!(failure instanceof ConnectionException original)) {
            throw new AssertionError("flights fail with ConnectionExceptions only", failure);
        }
        ConnectionException.Builder copy = ConnectionException.builder(
                        original.code(), String.valueOf(original.getMessage()))
                .remedy(original.remedy())
                .violations(original.violations())
                .cause(original);
        original.retryAfter().ifPresent(copy::retryAfter);
        original.requestId().ifPresent(copy::requestId);
        return copy.build();
    }
}
