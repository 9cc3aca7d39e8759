package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
    private static final VendKey KEY = key(1, "ann", AccessScope.read("s3://b/a/"));

    private final MutableClock clock = new MutableClock();
    private final AtomicLong steady = new AtomicLong();
    private final EngineTime time = new EngineTime(clock, () -> clock.nanos() + steady.get());
    private final ManualRunner runner = new ManualRunner();
    private final CredentialCache cache = new CredentialCache(time, new Retries(() -> 0.5), runner);
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<ConnectionException> failures = new ArrayDeque<>();
    private Duration life = Duration.ofHours(1);
    private Reuse reuse = Reuse.UNTIL_EXPIRY;

    @Test
    void keepsACredentialUntilItIsDue() {
        Vended first = get(KEY);
        clock.advance(Duration.ofMinutes(35));
        assertThat(get(KEY)).isSameAs(first);
        assertThat(calls).hasValue(1);
    }

    @Test
    void renewsBehindTheCallerOnceDue() {
        Vended first = get(KEY);
        runner.hold();
        clock.advance(Duration.ofMinutes(45));
        assertThat(get(KEY)).isSameAs(first);
        assertThat(get(KEY)).isSameAs(first);
        assertThat(runner.waiting).hasSize(1);
        runner.runAll();
        assertThat(get(KEY)).isNotSameAs(first);
        assertThat(calls).hasValue(2);
    }

    @Test
    void doesNotRenewAShortSessionAtEveryCall() {
        life = Duration.ofSeconds(900);
        get(KEY);
        for (int second = 0; second < 500; second++) {
            clock.advance(Duration.ofSeconds(1));
            get(KEY);
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void neverHandsOutACredentialWithinItsMargin() {
        get(KEY);
        clock.advance(Duration.ofSeconds(3571));
        Vended second = get(KEY);
        assertThat(calls).hasValue(2);
        assertThat(token(second)).isEqualTo("token-2");
    }

    @Test
    void missesWhenAnyFieldOfTheKeyChanges() {
        get(KEY);
        get(key(2, "ann", KEY.scope()));
        get(key(1, "bob", KEY.scope()));
        get(key(1, "ann", AccessScope.read("s3://b/b/")));
        get(new VendKey("other", 1, "content", "ann", "", KEY.scope(), List.of()));
        get(new VendKey("id", 1, "content", "ann", "", KEY.scope(), List.of("storage:2")));
        get(new VendKey("id", 1, "other", "ann", "", KEY.scope(), List.of()));
        get(KEY.hop("first"));
        assertThat(calls).hasValue(8);
    }

    @Test
    void keepsTheLastGoodCredentialWhenARenewalFails() {
        Vended first = get(KEY);
        clock.advance(Duration.ofMinutes(45));
        failures.add(failure(ConnectionError.ENDPOINT_UNREACHABLE));
        assertThat(get(KEY)).isSameAs(first);
        assertThat(get(KEY)).isSameAs(first);
        assertThat(calls).as("a failed renewal is not repeated at once").hasValue(2);
        clock.advance(Duration.ofMinutes(5));
        get(KEY);
        assertThat(calls).hasValue(3);
        assertThat(token(get(KEY))).isEqualTo("token-3");
    }

    @Test
    void failsOnceNothingGoodIsLeft() {
        get(KEY);
        clock.advance(Duration.ofMinutes(61));
        failures.addAll(List.of(
                failure(ConnectionError.ENDPOINT_UNREACHABLE),
                failure(ConnectionError.ENDPOINT_UNREACHABLE),
                failure(ConnectionError.ENDPOINT_UNREACHABLE)));
        assertFails(ConnectionError.ENDPOINT_UNREACHABLE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(token(get(KEY))).isEqualTo("token-5");
    }

    @Test
    void retriesARetryableFailureWithGrowingDelaysWhenACallerWaits() {
        failures.add(failure(ConnectionError.ISSUER_FAILED));
        failures.add(failure(ConnectionError.ISSUER_FAILED));
        assertThat(token(get(KEY))).isEqualTo("token-3");
        assertThat(runner.delays).containsExactly(Duration.ofMillis(300), Duration.ofMillis(600));
    }

    @Test
    void waitsAtLeastAsLongAsTheIssuerAsked() {
        failures.add(ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "slow down")
                .retryAfter(Duration.ofSeconds(7))
                .build());
        get(KEY);
        assertThat(runner.delays).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void remembersADenialForSecondsOnlyAndForgetsItWithANewVersion() {
        failures.add(failure(ConnectionError.ROLE_NOT_ASSUMABLE));
        assertFails(ConnectionError.ROLE_NOT_ASSUMABLE);
        assertFails(ConnectionError.ROLE_NOT_ASSUMABLE);
        assertThat(calls).as("not asked twice within seconds").hasValue(1);
        get(key(2, "ann", KEY.scope()));
        clock.advance(Duration.ofSeconds(4));
        get(KEY);
        assertThat(calls).hasValue(3);
    }

    @Test
    void remembersAThrottleForTheTimeTheIssuerAsked() {
        ConnectionException throttled = ConnectionException.builder(ConnectionError.ISSUER_THROTTLED, "slow down")
                .retryAfter(Duration.ofMinutes(2))
                .build();
        failures.add(throttled);
        assertFails(ConnectionError.ISSUER_THROTTLED);
        clock.advance(Duration.ofSeconds(119));
        assertFails(ConnectionError.ISSUER_THROTTLED);
        clock.advance(Duration.ofSeconds(2));
        get(KEY);
        assertThat(calls).hasValue(2);
    }

    @Test
    void replacesARejectedCredentialOnce() {
        Vended first = get(KEY);
        cache.rejected(KEY, first.credential());
        Vended second = get(KEY);
        assertThat(second).isNotEqualTo(first);
        cache.rejected(KEY, second.credential());
        assertThat(get(KEY)).as("a fresh one is believed").isSameAs(second);
        clock.advance(Duration.ofSeconds(61));
        cache.rejected(KEY, second.credential());
        assertThat(get(KEY)).isNotSameAs(second);
    }

    @Test
    void ignoresTheRejectionOfAnOlderCredential() {
        Vended first = get(KEY);
        clock.advance(Duration.ofMinutes(61));
        Vended second = get(KEY);
        cache.rejected(KEY, first.credential());
        assertThat(get(KEY)).isSameAs(second);
    }

    @Test
    void keepsNothingThatMustNotBeReused() {
        reuse = Reuse.NEVER;
        get(KEY);
        get(KEY);
        assertThat(calls).hasValue(2);
    }

    @Test
    void forgetsAllCredentialsOfAConnection() {
        get(KEY);
        cache.entries().forget(key -> key.connectionId().equals("id"));
        get(KEY);
        assertThat(calls).hasValue(2);
    }

    @Test
    void callersOfAColdKeyShareOneFlight() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch answered = new CountDownLatch(1);
        try {
            List<Future<Vended>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                results.add(threads.submit(() -> cache.get(
                                KEY,
                                reason -> {
                                    await(answered);
                                    return load();
                                },
                                (load, isAwaited) -> threads.execute(load::attempt))
                        .vended()));
            }
            answered.countDown();
            Vended first = results.get(0).get(10, TimeUnit.SECONDS);
            for (Future<Vended> result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isSameAs(first);
            }
            assertThat(calls).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLateOlderResultNeverReplacesANewerOne() {
        CacheEntry entry = new CacheEntry();
        Flight late = entry.board(time.now()).orElseThrow().flight().orElseThrow();
        entry.abandon(late);
        Flight newer = entry.board(time.now()).orElseThrow().flight().orElseThrow();
        Retries retries = new Retries(() -> 0.5);
        entry.land(newer, load(), time.now(), retries);
        Held held = entry.held();
        entry.land(late, load(), time.now(), retries);
        assertThat(entry.held()).isSameAs(held);
    }

    @Test
    void aLateOlderResultIsNotTakenEitherAfterTheNewerOneWasRejected() {
        CacheEntry entry = new CacheEntry();
        Flight late = entry.board(time.now()).orElseThrow().flight().orElseThrow();
        entry.abandon(late);
        Flight newer = entry.board(time.now()).orElseThrow().flight().orElseThrow();
        Retries retries = new Retries(() -> 0.5);
        Loaded rejected = load();
        entry.land(newer, rejected, time.now(), retries);
        entry.reject(rejected.vended().credential(), time.now());
        entry.land(late, load(), time.now(), retries);
        assertThat(entry.held()).isNull();
    }

    @Test
    void aLoadThatAnotherNeedsIsTakenOverWhileItQueues() {
        runner.hold();
        Thread first = new Thread(() -> get(KEY));
        first.setDaemon(true);
        first.start();
        Awaitility.await().until(() -> runner.waiting.size() == 1);
        assertThat(token(cache.get(KEY, reason -> load(), Lane.CALLER).vended()))
                .isEqualTo("token-1");
        runner.runAll();
        assertThat(calls).as("the queued load finds its work done").hasValue(1);
    }

    @Test
    void aCrashingVendorLeavesNoCallerHanging() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> cache.get(
                        KEY,
                        reason -> {
                            throw new IllegalStateException("no");
                        },
                        Lane.CALLER))
                .matches(e -> e.code() == ConnectionError.PROVIDER_CONTRACT);
    }

    private void assertFails(ConnectionError code) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> get(KEY))
                .matches(e -> e.code() == code);
    }

    private Vended get(VendKey key) {
        return cache.get(key, reason -> load(), runner.lane()).vended();
    }

    private Loaded load() {
        int call = calls.incrementAndGet();
        ConnectionException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        Instant expiry = clock.instant().plus(life);
        Credential credential = new Credential.Bearer(Secret.of("token-" + call), Optional.of(expiry));
        return new Loaded(new Vended(credential, List.of(), PropertyValues.empty()), reuse, Optional.of(expiry));
    }

    private static String token(Vended vended) {
        return ((Credential.Bearer) vended.credential()).token().reveal();
    }

    private static VendKey key(long version, String user, AccessScope scope) {
        return new VendKey("id", version, "content", user, "", scope, List.of());
    }

    private static ConnectionException failure(ConnectionError code) {
        return new ConnectionException(code, "as asked");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
