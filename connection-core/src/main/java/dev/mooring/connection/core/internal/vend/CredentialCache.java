package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.LayerObserver.Origin;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.vend.gate.Lane;
import dev.mooring.connection.core.internal.vend.gate.Lane.Outcome;
import dev.mooring.connection.credential.Credential;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps credentials by key. A good one is returned at once; one that is due is returned while one renewal runs behind;
 * callers wait, together, only when nothing good is left. A failure never replaces a good credential.
 */
final class CredentialCache {
    /** How long a caller waits at the most. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CacheEntries entries = new CacheEntries();
    /** Flights that somebody may wait for, also those of entries that were forgotten since. */
    private final Map<Flight, CacheEntry> underWay = new ConcurrentHashMap<>();

    private final EngineTime time;
    private final Retries retries;
    private final Runner runner;
    private volatile boolean isClosed;

    CredentialCache(EngineTime time, Retries retries, Runner runner) {
        this.time = time;
        this.retries = retries;
        this.runner = runner;
    }

    /** The entries, for whoever looks after them. */
    CacheEntries entries() {
        return entries;
    }

    /** The credential of the key; loads, which are told why they are made, run on the lane. */
    Granted get(VendKey key, Function<Reason, Loaded> load, Lane lane) {
        Moment now = time.now();
        CacheEntry entry = entries.of(key, now);
        entry.used(now);
        Held held = entry.held();
        if (held != null && held.isFresh(now)) {
            return Granted.of(held.vended(), now.wall(), held.due(), Origin.KEPT);
        }
        if (held != null && held.isGood(now)) {
            entry.startRenewal(now).ifPresent(flight -> launch(entry, flight, load, behind(lane)));
            return Granted.once(held.vended(), now.wall(), Origin.KEPT);
        }
        if (entry.keepsNothing()) {
            return Granted.once(stored(load), now.wall(), Origin.STORED);
        }
        return board(key, entry, load, lane);
    }

    /** Where renewals run: also one of a credential that another load needs must not be waited for while that is good. */
    private Lane behind(Lane lane) {
        return lane.equals(Lane.CALLER) ? (renewal, isAwaited) -> runner.execute(renewal::attempt) : lane;
    }

    /** Stops handing out that credential, once: what replaced a rejected one is believed for a while. */
    boolean rejected(VendKey key, Credential credential) {
        return entries.find(key)
                .map(entry -> entry.reject(credential, time.now()))
                .orElse(false);
    }

    /** Forgets all credentials and tells whoever waits for one. */
    void close() {
        isClosed = true;
        underWay.forEach((flight, entry) -> fail(entry, flight, closed()));
        entries.clear();
    }

    private static ConnectionException closed() {
        return new ConnectionException(ConnectionError.CLOSED, "the connection layer was closed meanwhile");
    }

    private Granted board(VendKey key, CacheEntry first, Function<Reason, Loaded> load, Lane lane) {
        CacheEntry entry = first;
        while (true) {
            Moment now = time.now();
            Optional<CacheEntry.Boarding> boarding = entry.board(now);
            if (boarding.isPresent()) {
                return await(key, entry, boarding.get(), load, lane);
            }
            // given up between the look-up and now; the next look-up finds another
            entry = entries.of(key, now);
        }
    }

    private Granted await(
            VendKey key, CacheEntry entry, CacheEntry.Boarding boarding, Function<Reason, Loaded> load, Lane lane) {
        if (boarding.held().isPresent()) {
            return Granted.once(boarding.held().get().vended(), time.millis(), Origin.KEPT);
        }
        Flight flight = boarding.flight().orElseThrow();
        try {
            if (flight.becomesAwaited(time.steadyMillis()) || boarding.isLeader() || lane.equals(Lane.CALLER)) {
                launch(entry, flight, load, lane);
            }
            return result(entry, flight);
        } catch (ConnectionException e) {
            if (!flight.endedUnawaited()) {
                throw e;
            }
        } finally {
            flight.leave();
            if (flight.isGivenUp()) {
                underWay.remove(flight);
            }
        }
        return board(key, entry, load, lane);
    }

    private Granted result(CacheEntry entry, Flight flight) {
        try {
            Vended vended = flight.result().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Granted.once(vended, time.millis(), entry.keepsNothing() ? Origin.STORED : Origin.ISSUED);
        } catch (ExecutionException e) {
            throw own(e.getCause());
        } catch (TimeoutException e) {
            entry.abandon(flight);
            throw flight.lastFailure().map(CredentialCache::own).orElseGet(CredentialCache::unanswered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the wait for a credential was interrupted", "try again", e);
        }
    }

    private static ConnectionException unanswered() {
        return new ConnectionException(
                ConnectionError.TIMED_OUT,
                "the issuer did not answer within " + PATIENCE.toSeconds() + " s",
                ConnectionError.TIMED_OUT.remedy());
    }

    private void launch(CacheEntry entry, Flight flight, Function<Reason, Loaded> load, Lane lane) {
        if (lane.equals(Lane.CALLER)) {
            flight.need();
        }
        underWay.put(flight, entry);
        if (isClosed) {
            fail(entry, flight, closed());
            return;
        }
        orFail(entry, flight, () -> lane.run(turn(entry, flight, load, lane), flight.isAwaited()));
    }

    private Lane.Load turn(CacheEntry entry, Flight flight, Function<Reason, Loaded> load, Lane lane) {
        return () -> flight.begin() ? attempt(entry, flight, load, lane) : Outcome.OTHER;
    }

    /** A full queue or a closed layer ends the flight at once. */
    private void orFail(CacheEntry entry, Flight flight, Runnable start) {
        try {
            start.run();
        } catch (ConnectionException e) {
            fail(entry, flight, e);
        }
    }

    private Outcome attempt(CacheEntry entry, Flight flight, Function<Reason, Loaded> load, Lane lane) {
        try {
            Loaded loaded = load.apply(flight.reason());
            Moment now = time.now();
            requireUnexpired(loaded, now);
            underWay.remove(flight);
            entry.land(flight, loaded, now, retries);
            flight.result().complete(loaded.vended());
            return Outcome.SERVED;
        } catch (UnrecordedIssue e) {
            // not again at once: the issuer would only be asked for another that nobody may have
            fail(entry, flight, e.failure());
            return Outcome.SERVED;
        } catch (ConnectionException e) {
            retryOrFail(entry, flight, e, () -> again(entry, flight, load, lane));
            return Retries.isRefusal(e) ? Outcome.refused(Duration.ofMillis(Retries.asked(e))) : Outcome.OTHER;
        } catch (RuntimeException | Error e) {
            fail(entry, flight, crashed(e));
            return Outcome.OTHER;
        }
    }

    /** Storing what an issuer replaced may take longer than the credential lives. */
    private static void requireUnexpired(Loaded loaded, Moment now) {
        if (loaded.expiry().filter(end -> end.toEpochMilli() <= now.wall()).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the credential expired before it could be handed out");
        }
    }

    /** What another load needs must not queue behind that one; nor run here, for the timer's thread is for everybody. */
    private void again(CacheEntry entry, Flight flight, Function<Reason, Loaded> load, Lane lane) {
        flight.pass();
        Lane.Load turn = turn(entry, flight, load, lane);
        orFail(entry, flight, () -> {
            if (flight.isNeeded()) {
                runner.execute(turn::attempt);
            } else {
                lane.run(turn, true);
            }
        });
    }

    private void retryOrFail(CacheEntry entry, Flight flight, ConnectionException failure, Runnable again) {
        int attempts = flight.failed(failure);
        long delay = retries.beforeAttempt(attempts, failure);
        Moment now = time.now();
        if (entry.hasGood(now) && !flight.isAwaited()) {
            flight.endUnawaited();
            fail(entry, flight, failure);
        } else if (Retries.mayTryAgain(attempts, failure)
                && flight.waited(now.steady()) + delay < PATIENCE.toMillis()) {
            orFail(entry, flight, () -> runner.after(Duration.ofMillis(delay), again));
        } else {
            fail(entry, flight, failure);
        }
    }

    private void fail(CacheEntry entry, Flight flight, ConnectionException failure) {
        underWay.remove(flight);
        entry.crash(flight, failure, time.now(), retries);
        flight.result().completeExceptionally(failure);
    }

    /** What is stored with the connection costs no call: callers need neither wait for each other nor for a thread. */
    private static Vended stored(Function<Reason, Loaded> load) {
        try {
            return load.apply(Reason.FIRST).vended();
        } catch (UnrecordedIssue e) {
            throw e.failure();
        } catch (ConnectionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw crashed(e);
        }
    }

    /** Without the failure itself: its message is a vendor's and may hold anything. */
    private static ConnectionException crashed(Throwable failure) {
        return new ConnectionException(
                ConnectionError.PROVIDER_CONTRACT,
                "the vendor failed with " + failure.getClass().getName());
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
