package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who write at the same time share a transaction, and so the wait for the disk: while one writes, others gather,
 * and the next of them writes for all. Whoever returns has been written; whoever fails has not.
 *
 * @param <T> what is written
 */
final class SharedWrites<T> {
    /** How many share one: a transaction must not hold up other writers for long. */
    private static final int MOST = 256;

    private final Consumer<List<T>> writer;
    private final Object writing = new Object();
    private final Object lock = new Object();
    private final List<Waiting<T>> gathered = new ArrayList<>();

    /** Somebody who waits; what became of it is told before the writing ends, and read after it began. */
    private static final class Waiting<T> {
        final T item;
        boolean isDone;

        @Nullable
        Throwable failure;

        Waiting(T item) {
            this.item = item;
        }

        void end(@Nullable Throwable cause) {
            failure = cause;
            isDone = true;
        }
    }

    SharedWrites(Consumer<List<T>> writer) {
        this.writer = writer;
    }

    void write(T item) {
        Waiting<T> own = new Waiting<>(item);
        synchronized (lock) {
            gathered.add(own);
        }
        synchronized (writing) {
            while (!own.isDone) {
                writeFor(taken());
            }
        }
        if (own.failure != null) {
            throw own(own.failure);
        }
    }

    /** How many have gathered. */
    int waiting() {
        synchronized (lock) {
            return gathered.size();
        }
    }

    private List<Waiting<T>> taken() {
        synchronized (lock) {
            List<Waiting<T>> first = gathered.subList(0, Math.min(MOST, gathered.size()));
            List<Waiting<T>> taken = List.copyOf(first);
            first.clear();
            return taken;
        }
    }

    /** Who writes for others must not fail them because nobody waits for itself any more. */
    private void writeFor(List<Waiting<T>> waiting) {
        boolean isInterrupted = Thread.interrupted();
        try {
            writer.accept(waiting.stream().map(each -> each.item).toList());
            waiting.forEach(each -> each.end(null));
        } catch (RuntimeException | Error e) {
            waiting.forEach(each -> each.end(e));
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Each caller gets a failure of its own: its stack shows who called, its cause what happened. */
    private static RuntimeException own(Throwable failure) {
        return failure instanceof ConnectionException known
                ? new ConnectionException(known.code(), String.valueOf(known.getMessage()), known.remedy(), known)
                : new IllegalStateException("the audit can not be written", failure);
    }
}
