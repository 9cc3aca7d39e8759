package dev.mooring.connection.metrics;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.core.ConnectionLayer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what a layer does, in any number of registries. Which meters there are stands in {@code docs/metrics.md}; none
 * bears the name of a connection, a user or a workspace. A registry holds no layer: one that is closed, or forgotten, can
 * be collected. Safe for use by threads.
 */
public final class MooringMetrics implements MeterBinder, AutoCloseable {
    /** How many issuers get meters of their own unless said otherwise. */
    public static final int ISSUERS = 20;

    private final ConnectionLayer layer;
    private final Tags tags;
    private final int issuers;
    private final List<BoundMeters> bound = new ArrayList<>();
    private boolean isClosed;

    private MooringMetrics(ConnectionLayer layer, Tags tags, int issuers) {
        this.layer = layer;
        this.tags = tags;
        this.issuers = issuers;
    }

    /** Metrics of the layer, bound to nothing yet. */
    public static MooringMetrics of(ConnectionLayer layer) {
        return new MooringMetrics(requireNonNull(layer, "layer"), Tags.empty(), ISSUERS);
    }

    /** These metrics, bound to nothing, with tags on every meter: two layers need them to share a registry. */
    public MooringMetrics tagged(String... keysAndValues) {
        return new MooringMetrics(layer, tags.and(keysAndValues), issuers);
    }

    /**
     * These metrics, bound to nothing, with meters of their own for at most that many issuers, those that are asked first;
     * the others share one. Issuers may be hosts that connections name.
     */
    public MooringMetrics issuers(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("a number of issuers is not negative");
        }
        return new MooringMetrics(layer, tags, most);
    }

    /** Begins to count in that registry. After {@link #close()}, does nothing. */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (!isClosed) {
            bound.add(BoundMeters.bind(layer, registry, tags, issuers));
        }
    }

    /** Ends counting and takes the meters out of their registries. */
    @Override
    public synchronized void close() {
        isClosed = true;
        bound.forEach(BoundMeters::close);
        bound.clear();
    }
}
