package dev.mooring.connection.core.internal.vend.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.vend.gate.Lane.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadGateTest {
    private final MutableClock clock = new MutableClock();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final LoadGate gate = new LoadGate(new ByHand(), new EngineTime(clock, clock::nanos));
    private boolean isClosed;

    private final class ByHand implements IssuerGates.Threads {
        @Override
        public void execute(Runnable task) {
            if (isClosed) {
                throw new ConnectionException(ConnectionError.CLOSED, "closed");
            }
            tasks.add(task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            delays.add(delay);
            later.add(task);
        }
    }

    @Test
    void startsSomeAtOnceAndLetsTheOthersWait() {
        submit(20);
        assertThat(tasks).hasSize(8);
        tasks.remove().run();
        assertThat(ran).as("a thread goes on with what waits").hasSizeGreaterThan(1);
    }

    @Test
    void thoseThatSomebodyWaitsForComeFirst() {
        submit(8);
        gate.run(load("renewal"), false);
        gate.run(load("caller"), true);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertThat(ran).containsSubsequence("caller", "renewal");
    }

    @Test
    void refusesMoreThanItsQueueHoldsAndSaysHowLongItIs() {
        submit(8 + 10_000);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> gate.run(load("one too many"), true))
                .withMessageContaining("10000 vends wait")
                .matches(e -> e.code() == ConnectionError.ISSUER_THROTTLED);
    }

    @Test
    void leavesAnIssuerAloneForAsLongAsItAsked() {
        gate.run(() -> Outcome.refused(Duration.ofSeconds(2)), true);
        tasks.remove().run();
        gate.run(load("next"), true);
        assertThat(tasks).isEmpty();
        assertThat(delays).hasSize(1).allMatch(delay -> delay.toMillis() >= 2_000);

        clock.advance(delays.get(0));
        later.remove().run();
        tasks.remove().run();
        assertThat(ran).containsExactly("next");
    }

    @Test
    void aLongPauseIsForTheOneWhoWasRefusedOnly() {
        gate.run(() -> Outcome.refused(Duration.ofMinutes(1)), true);
        tasks.remove().run();
        gate.run(load("next"), true);
        tasks.remove().run();
        assertThat(ran).containsExactly("next");
    }

    @Test
    void leavesAnIssuerThatRefusesEvenOneAtATimeAloneForLongerAndLonger() {
        for (int refusal = 0; refusal < 40; refusal++) {
            gate.run(() -> Outcome.refused(Duration.ZERO), true);
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            if (!later.isEmpty()) {
                clock.advance(delays.get(delays.size() - 1));
                later.remove().run();
            }
        }
        assertThat(delays).isNotEmpty().isSorted();
        assertThat(delays.get(delays.size() - 1)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));
    }

    @Test
    void aFailureToStartLeavesThePlaceFree() {
        isClosed = true;
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> gate.run(load("lost"), true));
        isClosed = false;
        submit(8);
        assertThat(tasks).hasSize(8);
    }

    @Test
    void aCrashingLoadLeavesItsPlaceFree() {
        gate.run(
                () -> {
                    throw new IllegalStateException("no");
                },
                true);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tasks.remove().run());
        submit(8);
        assertThat(tasks).hasSize(8);
    }

    @Test
    void interruptsWhatRunsForTooLongAndLeavesNoInterruptBehind() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        List<Boolean> interrupts = new ArrayList<>();
        gate.run(
                () -> {
                    entered.countDown();
                    interrupts.add(sleptUntilInterrupted());
                    Thread.currentThread().interrupt();
                    return Outcome.OTHER;
                },
                true);
        gate.run(
                () -> {
                    interrupts.add(Thread.currentThread().isInterrupted());
                    return Outcome.SERVED;
                },
                true);
        Thread worker = new Thread(() -> {
            tasks.remove().run();
            tasks.remove().run();
        });
        worker.start();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        clock.advance(Duration.ofSeconds(31));
        gate.interruptOlderThan(Duration.ofSeconds(30));
        worker.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(interrupts).containsExactly(true, false);
    }

    private static boolean sleptUntilInterrupted() {
        try {
            return !new CountDownLatch(1).await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void submit(int loads) {
        for (int i = 0; i < loads; i++) {
            gate.run(load("load " + i), true);
        }
    }

    private Lane.Load load(String name) {
        return () -> {
            ran.add(name);
            return Outcome.SERVED;
        };
    }
}
