package dev.mooring.benchmarks.subject;

import dev.mooring.benchmarks.issuer.Refusal;
import dev.mooring.benchmarks.issuer.Token;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be reached with little: single flight per key, refresh ahead off the caller, the valid credential kept on
 * failure, and a gate that is told how many calls the issuer bears.
 */
final class Reference implements AutoCloseable {
    private static final int ATTEMPTS = 8;
    private static final long PAUSE_MILLIS = 50;

    private final Callable<Token> issuer;
    private final LongSupplier clock;
    private final Semaphore gate;
    private final ExecutorService threads = Executors.newCachedThreadPool(Reference::daemon);
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    Reference(Callable<Token> issuer, LongSupplier clock, int atOnce) {
        this.issuer = issuer;
        this.clock = clock;
        this.gate = new Semaphore(atOnce);
    }

    private record Held(Token token, long due, long end) {}

    /** One key. */
    final class Entry {
        private volatile @Nullable Held held;
        private @Nullable CompletableFuture<Held> flight;

        Token get() {
            Held now = held;
            long millis = clock.getAsLong();
            if (now != null && millis < now.due) {
                return now.token;
            }
            CompletableFuture<Held> refresh = refresh();
            return now != null && millis < now.end ? now.token : refresh.join().token;
        }

        private synchronized CompletableFuture<Held> refresh() {
            CompletableFuture<Held> running = flight;
            Held present = held;
            if (running == null || running.isDone()) {
                running = present != null && clock.getAsLong() < present.due
                        ? CompletableFuture.completedFuture(present)
                        : CompletableFuture.supplyAsync(this::load, threads);
                flight = running;
            }
            return running;
        }

        private Held load() {
            long asked = clock.getAsLong();
            Token token = issue();
            long end = token.expiry().toEpochMilli();
            Held loaded = new Held(token, end - (end - asked) / 3, end);
            held = loaded;
            return loaded;
        }
    }

    Entry entry(String key) {
        return entries.computeIfAbsent(key, name -> new Entry());
    }

    Token get(String key) {
        Entry entry = entries.get(key);
        return (entry == null ? entry(key) : entry).get();
    }

    private Token issue() {
        for (int attempt = 1; ; attempt++) {
            try {
                gate.acquire();
                try {
                    return issuer.call();
                } finally {
                    gate.release();
                }
            } catch (Refusal refusal) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(refusal);
                }
                pause();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "reference");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
