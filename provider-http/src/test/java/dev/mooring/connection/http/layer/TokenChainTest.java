package dev.mooring.connection.http.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.http.HttpProvider;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a token of an authorization server is kept and renewed, by a clock that the test moves. The comments name the cases of
 * peers' behaviour that each test stands for.
 */
class TokenChainTest {
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final TokenEmulator issuer = TokenEmulator.start(clock).client("lake", "canary-client-secret");
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HttpProvider()).clock(clock).open();
    private CredentialSource source;

    @BeforeEach
    void create() {
        layer.workspace("sales", "ann")
                .create(draft("orders")
                        .property("TOKEN_URL", issuer.tokenEndpoint().toString())
                        .build());
        source = layer.workspace("sales", "ann").source("orders", AccessScope.everything());
    }

    @AfterEach
    void stop() {
        layer.close();
        issuer.close();
    }

    /** token-stale-cap-20m, token-stale-serves-old: due at most twenty minutes before its end, less for short ones. */
    @ParameterizedTest
    @CsvSource({"60, 35, 45", "10, 5, 8", "240, 215, 225"})
    void aTokenThatIsDueIsServedWhileOneRenewalRunsBehind(int lifetime, int fresh, int due) {
        issuer.lifetime(Duration.ofMinutes(lifetime));
        Credential first = source.get();
        clock.advance(Duration.ofMinutes(fresh));
        assertThat(source.get()).isSameAs(first);
        assertThat(issuer.issued()).hasSize(1);
        clock.advance(Duration.ofMinutes(due - fresh));
        assertThat(source.get()).isSameAs(first);
        await().until(() -> !source.get().equals(first));
        assertThat(issuer.issued()).hasSize(2);
    }

    /** token-expired-blocks. */
    @Test
    void anExpiredTokenIsNeverServed() {
        Credential first = source.get();
        clock.advance(Duration.ofHours(1));
        assertThat(source.get()).isNotEqualTo(first);
        assertThat(issuer.issued()).hasSize(2);
    }

    /** token-async-failure-backoff, aws-fail-before-stale, aws-fail-after-stale-strict. */
    @Test
    void aFailedRenewalKeepsTheTokenUntilItsTrueEndAndNotLonger() {
        Credential first = source.get();
        issuer.trouble(Trouble.FAILING);
        clock.advance(Duration.ofMinutes(50));
        assertThat(source.get()).isSameAs(first);
        await().until(() -> issuer.calls() == 2);
        for (int i = 0; i < 20; i++) {
            assertThat(source.get()).isSameAs(first);
        }
        assertThat(issuer.calls()).as("no renewal before the pause is over").isEqualTo(2);
        clock.advance(Duration.ofMinutes(10));
        assertThat(catchThrowableOfType(ConnectionException.class, source::get)).isNotNull();
        issuer.trouble(Trouble.NONE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(source.get()).isNotEqualTo(first);
    }

    /** lk-error-not-cached. */
    @Test
    void aRefusalIsNotRememberedForLong() {
        issuer.trouble(Trouble.FORBIDDEN);
        assertThat(catchThrowableOfType(ConnectionException.class, source::get)).isNotNull();
        issuer.trouble(Trouble.NONE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(source.get()).isNotNull();
    }

    /** lk-single-flight. */
    @Test
    void fiftyCallersShareOneCall() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<Credential>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(source::get));
            }
            Set<Credential> distinct = new HashSet<>();
            for (Future<Credential> each : all) {
                distinct.add(each.get());
            }
            assertThat(distinct).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(issuer.issued()).hasSize(1);
    }

    /** uc-global-lock-trap: an issuer that hangs holds up nobody else's token. */
    @Test
    void aSlowIssuerHoldsUpNobodyElse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        slow.createContext("/token", exchange -> {
            asked.countDown();
            awaitQuietly(released);
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        slow.start();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Connections ann = layer.workspace("sales", "ann");
            ann.create(draft("slow")
                    .property(
                            "TOKEN_URL", "http://127.0.0.1:" + slow.getAddress().getPort() + "/token")
                    .build());
            Future<Credential> waiting = thread.submit(() -> ann.vend("slow"));
            asked.await();
            assertThat(source.get()).isNotNull();
            assertThat(waiting.isDone()).isFalse();
            released.countDown();
            assertThatThrownBy(waiting::get).hasRootCauseMessage("status 503");
        } finally {
            released.countDown();
            thread.shutdownNow();
            slow.stop(0);
        }
    }

    /** grav-key-differs, polaris-key-order-insensitive: by user; a source of everything has one order only. */
    @Test
    void eachUserHasATokenOfTheirOwn() {
        Credential anns = source.get();
        Credential bobs = layer.workspace("sales", "bob").vend("orders");
        assertThat(bobs).isNotEqualTo(anns);
        assertThat(layer.workspace("sales", "ann").vend("orders")).isEqualTo(anns);
    }

    /** token-no-expiry, iceberg-props-no-expiry. */
    @Test
    void aStoredTokenWithoutAnEndIsFreshForever() {
        layer.workspace("sales", "ann")
                .create(ConnectionDraft.of("stored", "HTTP")
                        .property("HOST", "api.example.com")
                        .property("AUTH_TYPE", "SERVICE_ACCOUNT_KEY")
                        .property("SERVICE_ACCOUNT_KEY", "canary-key-0001")
                        .build());
        Credential first = layer.workspace("sales", "ann").vend("stored");
        clock.advance(Duration.ofDays(10_000));
        assertThat(layer.workspace("sales", "ann").vend("stored")).isEqualTo(first);
        assertThat(issuer.calls()).isZero();
    }

    /** token-stale-already-expired, token-stale-fixed-longer-than-ttl: a lifetime of seconds must not become a storm. */
    @Test
    void aTokenOfSecondsIsUsedAndRenewedOnce() {
        issuer.lifetime(Duration.ofSeconds(3));
        source.get();
        clock.advance(Duration.ofSeconds(3));
        source.get();
        assertThat(issuer.issued()).hasSize(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectionDraft.Builder draft(String name) {
        return ConnectionDraft.of(name, "HTTP")
                .property("HOST", "api.example.com")
                .property("AUTH_TYPE", "OAUTH2")
                .property("GRANT", "CLIENT_CREDENTIALS")
                .property("CLIENT_ID", "lake")
                .property("CLIENT_SECRET", "canary-client-secret");
    }
}
