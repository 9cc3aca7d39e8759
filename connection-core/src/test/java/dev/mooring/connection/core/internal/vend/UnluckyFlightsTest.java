package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.vend.gate.Lane;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.VendPlan.Reuse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Flights whose turn does not come, or comes at the wrong time. */
class UnluckyFlightsTest {
    private static final VendKey KEY = new VendKey("id", 1, "content", "ann", "", AccessScope.everything(), List.of());

    private final MutableClock clock = new MutableClock();
    private final EngineTime time = new EngineTime(clock, clock::nanos);
    private final ManualRunner runner = new ManualRunner();
    private final CredentialCache cache = new CredentialCache(time, new Retries(() -> 0.5), runner);
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<RuntimeException> failures = new ArrayDeque<>();
    private final Queue<Lane.Load> queued = new ConcurrentLinkedQueue<>();
    private Reuse reuse = Reuse.UNTIL_EXPIRY;
    private Runnable whileStoring = () -> {};

    @Test
    void aLoadThatAnotherNeedsIsTakenOverWhileItsSecondAttemptQueues() throws Exception {
        failures.add(new ConnectionException(ConnectionError.ISSUER_FAILED, "once"));
        AtomicInteger turns = new AtomicInteger();
        Lane busyAfterOne = (load, isAwaited) -> {
            if (turns.getAndIncrement() == 0) {
                load.attempt();
            } else {
                queued.add(load);
            }
        };
        CompletableFuture<Vended> first = getBehind(busyAfterOne);
        Awaitility.await().until(() -> queued.size() == 1);
        CompletableFuture<Vended> needed = getBehind(Lane.CALLER);
        assertThat(needed.get(20, TimeUnit.SECONDS)).isSameAs(first.get(20, TimeUnit.SECONDS));
        queued.remove().attempt();
        assertThat(calls).as("the queued attempt finds its work done").hasValue(2);
    }

    @Test
    void aSecondAttemptDoesNotQueueBehindWhatNeedsIt() throws Exception {
        failures.add(new ConnectionException(ConnectionError.ISSUER_FAILED, "once"));
        runner.hold();
        AtomicInteger turns = new AtomicInteger();
        Lane busyAfterOne = (load, isAwaited) -> {
            if (turns.getAndIncrement() == 0) {
                load.attempt();
            } else {
                queued.add(load);
            }
        };
        CompletableFuture<Vended> first = getBehind(busyAfterOne);
        Awaitility.await().until(() -> runner.waiting.size() == 1);
        AtomicInteger entered = new AtomicInteger();
        CompletableFuture<Vended> needed = CompletableFuture.supplyAsync(() -> {
            entered.incrementAndGet();
            return cache.get(KEY, reason -> load(), Lane.CALLER).vended();
        });
        Awaitility.await().until(() -> entered.get() == 1 && isNeeded());
        runner.runAll();
        assertThat(needed.get(20, TimeUnit.SECONDS)).isSameAs(first.get(20, TimeUnit.SECONDS));
    }

    private boolean isNeeded() {
        return cache.entries()
                .find(KEY)
                .flatMap(CacheEntry::underWay)
                .filter(Flight::isNeeded)
                .isPresent();
    }

    @Test
    void aDueCredentialThatALoadNeedsIsRenewedBehindItToo() {
        Vended first = get(Lane.CALLER);
        runner.hold();
        clock.advance(Duration.ofMinutes(45));
        assertThat(get(Lane.CALLER)).isSameAs(first);
        assertThat(calls).as("the caller does not make the call itself").hasValue(1);
        runner.runAll();
        assertThat(get(Lane.CALLER)).isNotSameAs(first);
    }

    @Test
    void nobodyGetsWhatIsOverByTheTimeItIsStored() {
        whileStoring = () -> clock.advance(Duration.ofHours(2));
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> get(Lane.CALLER));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ConnectionError.TIMED_OUT);
    }

    @Test
    void closingTellsThoseTooWhoseConnectionWasChangedMeanwhile() throws Exception {
        CompletableFuture<Vended> waiting = getBehind((load, isAwaited) -> queued.add(load));
        Awaitility.await().until(() -> queued.size() == 1);
        cache.entries().forget(key -> true);
        cache.close();
        assertThat(waiting.handle((vended, failure) -> failure).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("closed meanwhile");
    }

    @Test
    void whoComesDuringTheClosingDoesNotWait() throws Exception {
        cache.close();
        CompletableFuture<Vended> late = getBehind((load, isAwaited) -> queued.add(load));
        assertThat(late.handle((vended, failure) -> failure).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("CLOSED");
    }

    @Test
    void aQueuedLoadThatEverybodyGaveUpCallsNoIssuer() {
        CacheEntry entry = new CacheEntry();
        Flight hanging = entry.board(time.now()).orElseThrow().flight().orElseThrow();
        entry.abandon(hanging);
        hanging.leave();
        assertThat(hanging.begin()).isFalse();
    }

    @Test
    void anErrorWhileReadingWhatIsStoredIsTheVendors() {
        reuse = Reuse.NEVER;
        get(Lane.CALLER);
        whileStoring = () -> {
            throw new NoClassDefFoundError("vendor/Missing");
        };
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> get(Lane.CALLER));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ConnectionError.PROVIDER_CONTRACT);
    }

    @Test
    void aDelayBeyondAllReasonHangsNobody() {
        failures.add(ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "slow down")
                .retryAfter(Duration.ofSeconds(Long.MAX_VALUE))
                .build());
        ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> get(Lane.CALLER));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ConnectionError.ISSUER_THROTTLED);
    }

    private CompletableFuture<Vended> getBehind(Lane lane) {
        return CompletableFuture.supplyAsync(() -> get(lane));
    }

    private Vended get(Lane lane) {
        return cache.get(KEY, reason -> load(), lane).vended();
    }

    private Loaded load() {
        int call = calls.incrementAndGet();
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        Instant expiry = clock.instant().plus(Duration.ofHours(1));
        Credential credential = new Credential.Bearer(Secret.of("token-" + call), Optional.of(expiry));
        whileStoring.run();
        return new Loaded(new Vended(credential, List.of(), PropertyValues.empty()), reuse, Optional.of(expiry));
    }
}
