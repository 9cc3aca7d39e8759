package dev.mooring.connection.core.internal.vend.gate;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What a gate does when threads can not be had, loads crash or are forgotten. */
class LoadGateFailuresTest {
    private final MutableClock clock = new MutableClock();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final IssuerGates gates = new IssuerGates(new ByHand(), new EngineTime(clock, clock::nanos));
    private final Lane lane = gates.to("issuer");
    private int threadsLeft = Integer.MAX_VALUE;

    private final class ByHand implements IssuerGates.Threads {
        @Override
        public void execute(Runnable task) {
            if (threadsLeft == 0) {
                throw new InternalError("no thread");
            }
            threadsLeft--;
            tasks.add(task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            later.add(task);
        }
    }

    @Test
    void placesAreNotLostWhenThreadsAreShort() {
        threadsLeft = 0;
        for (int i = 0; i < 20; i++) {
            lane.run(load("early"), true);
        }
        assertThat(later).as("one look for a thread, for all").hasSize(1);
        threadsLeft = Integer.MAX_VALUE;
        lane.run(load("next"), true);
        later.remove().run();
        runAll();
        assertThat(ran).hasSize(21).contains("next");
    }

    @Test
    void whatWaitsIsNotLostWhenThreadsAreShort() {
        lane.run(() -> Outcome.refused(Duration.ofSeconds(2)), true);
        runAll();
        for (int i = 0; i < 4; i++) {
            lane.run(load("load " + i), true);
        }
        clock.advance(Duration.ofSeconds(3));
        threadsLeft = 1;
        later.remove().run();
        runAll();
        threadsLeft = Integer.MAX_VALUE;
        while (!later.isEmpty()) {
            later.remove().run();
            runAll();
        }
        assertThat(ran).containsExactlyInAnyOrder("load 0", "load 1", "load 2", "load 3");
    }

    @Test
    void whatWaitsBehindALoadThatCrashesIsNotLost() {
        for (int i = 0; i < 8; i++) {
            lane.run(
                    () -> {
                        throw new StackOverflowError();
                    },
                    true);
        }
        lane.run(load("next"), true);
        runAll();
        lane.run(load("last"), true);
        runAll();
        assertThat(ran).contains("next", "last");
    }

    @Test
    void interruptsWhatHangsAlsoAfterItsConnectionWasChanged() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        lane.run(
                () -> {
                    entered.countDown();
                    try {
                        new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Outcome.OTHER;
                },
                true);
        Thread worker = new Thread(tasks.remove());
        worker.setDaemon(true);
        worker.start();
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        gates.forget("issuer");
        clock.advance(Duration.ofSeconds(31));
        gates.lookAfter(Duration.ofSeconds(30));
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            try {
                tasks.remove().run();
            } catch (StackOverflowError e) {
                ran.add("crash");
            }
        }
    }

    private Lane.Load load(String name) {
        return () -> {
            ran.add(name);
            return Outcome.SERVED;
        };
    }
}
