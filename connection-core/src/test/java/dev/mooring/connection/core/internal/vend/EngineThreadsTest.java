package dev.mooring.connection.core.internal.vend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.vend.gate.IssuerGates;
import dev.mooring.connection.core.internal.vend.gate.Lane;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {
    private final MutableClock clock = new MutableClock();

    @Test
    void oneLookThatFailsIsNotTheLast() {
        AtomicInteger looks = new AtomicInteger();
        try (EngineThreads threads = new EngineThreads()) {
            threads.eachSecond(() -> {
                if (looks.incrementAndGet() == 1) {
                    throw new InternalError("for once");
                }
                return false;
            });
            Awaitility.await().until(() -> looks.get() == 2);
        }
    }

    @Test
    void closingStartsNothingThatQueues() throws Exception {
        EngineThreads threads = new EngineThreads();
        Lane lane = new IssuerGates(threads, new EngineTime(clock, clock::nanos)).to("issuer");
        CountDownLatch full = new CountDownLatch(8);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            lane.run(
                    () -> {
                        started.incrementAndGet();
                        full.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Lane.Outcome.OTHER;
                    },
                    true);
        }
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
        try {
            threads.close();
            assertThat(started).hasValue(8);
        } finally {
            never.countDown();
        }
    }
}
