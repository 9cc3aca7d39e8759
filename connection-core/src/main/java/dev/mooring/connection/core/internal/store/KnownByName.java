package dev.mooring.connection.core.internal.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.EngineTime.Moment;
import dev.mooring.connection.core.internal.time.Epoch;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was read about names, until one is forgotten because it changed.
 *
 * @param <V> what is known of a name
 */
final class KnownByName<V> {
    private static final int MOST = 100_000;

    private final Cache<RowName, Known<V>> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    /** No connection has a longer name, and whoever asks for such must not fill the memory with it. */
    private static final int LONGEST_NAME = 255;

    private final EngineTime time;
    /** Raised by every change, so that what was read before a change is not remembered after it. */
    private final Epoch epoch;

    /**
     * What is known.
     *
     * @param value what was read
     * @param read when that was asked for
     */
    record Known<V>(V value, Moment read) {}

    KnownByName(EngineTime time, Epoch epoch) {
        this.time = time;
        this.epoch = epoch;
    }

    Optional<Known<V>> find(String workspace, String name) {
        return Optional.ofNullable(known.getIfPresent(RowName.of(workspace, name)));
    }

    /** What the reading brings, which is remembered unless something changed meanwhile. */
    Optional<V> read(String workspace, String name, Supplier<Optional<V>> reading) {
        if (name.length() > LONGEST_NAME) {
            return reading.get();
        }
        long before = epoch.count();
        Moment asked = time.now();
        Optional<Known<V>> found = reading.get().map(value -> new Known<>(value, asked));
        // decided under the entry's lock, which forgetting takes too: no reader sees what was before a change that
        // returned
        known.asMap().compute(RowName.of(workspace, name), (key, present) -> {
            if (present != null && present.read().steady() > asked.steady()) {
                // a slow reading must not bring back what was
                return present;
            }
            return epoch.count() == before ? found.orElse(null) : null;
        });
        return found.map(Known::value);
    }

    /** How much is known, about. */
    long size() {
        return known.estimatedSize();
    }

    void forget(String workspace, String name) {
        known.invalidate(RowName.of(workspace, name));
    }

    void forgetWorkspace(String workspace) {
        known.asMap().keySet().removeIf(key -> key.workspace().equals(workspace));
    }

    void forgetAll() {
        known.invalidateAll();
    }
}
