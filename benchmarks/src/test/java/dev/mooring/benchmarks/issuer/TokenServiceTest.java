package dev.mooring.benchmarks.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mooring.benchmarks.issuer.TokenService.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenServiceTest {
    private static final Terms TERMS = Terms.answeringIn(Duration.ofMillis(100)).living(Duration.ofSeconds(3));

    private final FakeTimeline time = new FakeTimeline();

    @Test
    void answersAfterItsLatencyAndRemembersTheEnd() throws Refusal {
        TokenService service = new TokenService(TERMS, time);
        Token token = service.issue();
        assertThat(time.nanos()).isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(token.expiry()).isEqualTo(Instant.parse("2026-01-01T00:00:03.100Z"));
        assertThat(service.ends(Token.serial(token.id())))
                .isEqualTo(Duration.ofMillis(3_100).toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> service.ends(2));
    }

    @Test
    void answersWhatMeetsAHangOnlyAfterIt() throws Refusal {
        TokenService service = new TokenService(TERMS, time);
        service.hang(Duration.ofMillis(50), Duration.ofSeconds(5));
        service.issue();
        assertThat(time.nanos()).isEqualTo(Duration.ofMillis(5_150).toNanos());
        service.issue();
        assertThat(time.nanos()).isEqualTo(Duration.ofMillis(5_250).toNanos());
    }

    @Test
    void failsAtTheRateItIsGiven() {
        TokenService service = new TokenService(TERMS.failing(0.3), time);
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            try {
                service.issue();
            } catch (Refusal refusal) {
                assertThat(refusal.status()).isEqualTo(503);
                failures.incrementAndGet();
            }
        }
        assertThat(failures).hasValueBetween(250, 350);
        assertThat(service.failed()).isEqualTo(failures.get());
        assertThat(service.calls()).isEqualTo(1_000);
        assertThat(service.issues()).hasSize(1_000 - failures.get());
    }

    @Test
    void refusesAtOnceWhatExceedsItsCeiling() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TokenService service = new TokenService(TERMS.atMost(1), new Gate(inside, leave));
        AtomicInteger served = new AtomicInteger();
        Thread first = new Thread(() -> count(service, served));
        first.start();
        inside.await();
        count(service, served);
        assertThat(service.throttled()).isEqualTo(1);
        leave.countDown();
        first.join();
        assertThat(served).hasValue(1);
        assertThat(service.highWater()).isEqualTo(1);
    }

    private static void count(TokenService service, AtomicInteger served) {
        try {
            service.issue();
            served.incrementAndGet();
        } catch (Refusal refusal) {
            assertThat(refusal.isThrottle()).isTrue();
        }
    }

    /** Time that stands until a test lets it go on. */
    private record Gate(CountDownLatch inside, CountDownLatch leave) implements Timeline {
        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleepUntil(long nanos) {
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
