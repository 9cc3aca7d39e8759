package dev.mooring.connection.core.internal.observe;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.LayerObserver;
import dev.mooring.connection.core.internal.time.Epoch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told what a layer does. Without any, nothing is timed and nothing counted; a hit of memory costs one
 * look whether there is a counter.
 */
public final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private final Map<TypeId, LongAdder> hits = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final Epoch epoch;

    /** One who is told, until it is closed; the same observer may have several. */
    private final class Seat implements LayerObserver.Registration {
        private final LayerObserver observer;

        Seat(LayerObserver observer) {
            this.observer = observer;
        }

        @Override
        public void close() {
            if (seats.remove(this)) {
                epoch.raise();
            }
        }
    }

    /**
     * Nobody yet.
     *
     * @param nanos nanoseconds since some moment, never going back
     * @param epoch is raised when one comes or goes, so that vends that stand are looked at again and get or lose their
     *     counter
     */
    public Observers(LongSupplier nanos, Epoch epoch) {
        this.nanos = nanos;
        this.epoch = epoch;
    }

    /** Nobody, ever. */
    public static Observers none() {
        return new Observers(System::nanoTime, new Epoch());
    }

    /** Tells that one too until the registration is closed. */
    public LayerObserver.Registration add(LayerObserver observer) {
        Seat seat = new Seat(observer);
        seats.add(seat);
        epoch.raise();
        return seat;
    }

    /** Ends all registrations. */
    public void close() {
        seats.clear();
    }

    /** Whether nobody would be told. */
    public boolean areNone() {
        return seats.isEmpty();
    }

    /** Nanoseconds, to be given to {@link #since}. */
    public long now() {
        return nanos.getAsLong();
    }

    /** The time since then. */
    public Duration since(long then) {
        return Duration.ofNanos(Math.max(0, nanos.getAsLong() - then));
    }

    /** Tells everybody. */
    public void tell(Consumer<LayerObserver> what) {
        for (Seat seat : seats) {
            try {
                what.accept(seat.observer);
            } catch (RuntimeException e) {
                LOG.warn("an observer of the layer failed and is told the rest all the same", e);
            }
        }
    }

    /** Counts answers from memory of that type; null while nobody wants to know. */
    public @Nullable LongAdder hitsOf(TypeId type) {
        return areNone() ? null : hits.computeIfAbsent(plain(type), key -> new LongAdder());
    }

    /** What was counted. */
    public Map<TypeId, Long> hits() {
        Map<TypeId, Long> counts = new HashMap<>();
        hits.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    /** Rows and providers spell a type with or without its aliases. */
    private static TypeId plain(TypeId type) {
        return new TypeId(type.category(), type.name(), List.of(), type.name(), type.cloud());
    }
}
