package dev.mooring.connection.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who write at the same time share a transaction, and each is told what became of its own. */
class SharedWritesTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whileOneWritesOthersGatherAndAreWrittenTogether() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SharedWrites<Integer> writes = new SharedWrites<>(items -> {
            batches.add(items);
            writing.countDown();
            Uninterruptibles.awaitUninterruptibly(go);
        });
        List<Future<?>> callers = new ArrayList<>(List.of(threads.submit(() -> writes.write(0))));
        writing.await();
        for (int i = 1; i <= 600; i++) {
            int item = i;
            callers.add(threads.submit(() -> writes.write(item)));
        }
        Awaitility.await().until(() -> writes.waiting() == 600);
        go.countDown();
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(batches).extracting(List::size).containsExactly(1, 256, 256, 88);
        assertThat(batches.stream().flatMap(List::stream).distinct()).hasSize(601);
    }

    @Test
    void eachOfABatchThatFailsIsToldSoByAFailureOfItsOwn() throws Exception {
        Semaphore entered = new Semaphore(0);
        CountDownLatch go = new CountDownLatch(1);
        SharedWrites<Integer> writes = new SharedWrites<>(items -> {
            entered.release();
            Uninterruptibles.awaitUninterruptibly(go);
            if (items.contains(2)) {
                throw new ConnectionException(ConnectionError.STORE_UNAVAILABLE, "the disk is full");
            }
        });
        Future<Throwable> first = threads.submit(() -> outcome(writes, 1));
        entered.acquire();
        Future<Throwable> second = threads.submit(() -> outcome(writes, 2));
        Future<Throwable> third = threads.submit(() -> outcome(writes, 3));
        Awaitility.await().until(() -> writes.waiting() == 2);
        go.countDown();

        assertThat(first.get()).isNull();
        assertThat(second.get()).hasMessage("the disk is full").isNotSameAs(third.get());
        assertThat(third.get()).hasMessage("the disk is full");
        writes.write(4);
    }

    @Test
    void whoIsInterruptedWritesForTheOthersAllTheSameAndStaysInterrupted() {
        SharedWrites<Integer> writes = new SharedWrites<>(items -> {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            batches.add(items);
        });
        Thread.currentThread().interrupt();
        writes.write(1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(batches).hasSize(1);
    }

    @Test
    void whatIsNoFailureOfAStoreIsNoSuccessEither() {
        SharedWrites<Integer> writes = new SharedWrites<>(items -> {
            throw new StackOverflowError();
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> writes.write(1));
    }

    private static Throwable outcome(SharedWrites<Integer> writes, int item) {
        try {
            writes.write(item);
            return null;
        } catch (ConnectionException e) {
            return e;
        }
    }
}
