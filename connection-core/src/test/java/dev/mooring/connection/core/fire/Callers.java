package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of an application. */
final class Callers implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Starts that many that each make the call. */
    <T> List<Future<T>> start(int count, Callable<T> call) {
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(threads.submit(call));
        }
        return results;
    }

    /** What all of them got. */
    static <T> List<T> join(List<Future<T>> results) throws Exception {
        List<T> got = new ArrayList<>();
        for (Future<T> result : results) {
            got.add(result.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        return got;
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
