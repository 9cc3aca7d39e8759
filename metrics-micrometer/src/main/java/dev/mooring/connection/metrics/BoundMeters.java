package dev.mooring.connection.metrics;

import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.LayerObserver;
import dev.mooring.connection.core.LayerStatistics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The meters of one layer in one registry. They appear when there is something to count, gauges at once. */
final class BoundMeters implements LayerObserver, AutoCloseable {
    private static final double UNKNOWN = Double.NaN;

    private final ConnectionLayer layer;
    private final MeterRegistry registry;
    private final Tags tags;
    private final IssuerMeters issuers;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final Set<String> counted = ConcurrentHashMap.newKeySet();
    private volatile Optional<Registration> registration = Optional.empty();
    private volatile boolean isClosed;

    private BoundMeters(ConnectionLayer layer, MeterRegistry registry, Tags tags, int issuers) {
        this.layer = layer;
        this.registry = registry;
        this.tags = tags;
        this.issuers = new IssuerMeters(this, issuers);
    }

    static BoundMeters bind(ConnectionLayer layer, MeterRegistry registry, Tags tags, int issuers) {
        BoundMeters bound = new BoundMeters(layer, registry, tags, issuers);
        bound.gauge("mooring.credentials.kept", Tags.empty(), LayerStatistics::credentials);
        bound.gauge(
                "mooring.credentials.shortest",
                Tags.empty(),
                statistics ->
                        statistics.shortestLife().map(BoundMeters::seconds).orElse(UNKNOWN));
        bound.gauge("mooring.connections.remembered", Tags.empty(), LayerStatistics::connections);
        bound.registration = Optional.of(layer.observe(bound));
        return bound;
    }

    @Override
    public void vended(TypeId type, Origin origin) {
        String text = text(type);
        counter("mooring.vends", Tags.of("type", text, "origin", lower(origin))).increment();
        if (counted.add(text)) {
            keep(FunctionCounter.builder("mooring.vend.hits", this, meters -> meters.hits(text))
                    .tags(tags)
                    .tag("type", text)
                    .register(registry));
        }
    }

    @Override
    public void vendFailed(ErrorCode code) {
        counter("mooring.vend.failures", Tags.of("code", code.name())).increment();
    }

    @Override
    public void issuerCalled(IssuerCall call) {
        String type = text(call.type());
        keep(Timer.builder("mooring.issuer.calls")
                        .tags(tags)
                        .tags(
                                "type",
                                type,
                                "reason",
                                lower(call.reason()),
                                "outcome",
                                outcome(call.result().failure()))
                        .register(registry))
                .record(call.took());
        call.result()
                .lifetime()
                .ifPresent(life -> keep(DistributionSummary.builder("mooring.credentials.lifetime")
                                .baseUnit("seconds")
                                .tags(tags)
                                .tag("type", type)
                                .register(registry))
                        .record(seconds(life)));
        issuers.called(call.issuer());
    }

    @Override
    public void storeCalled(StoreCall call) {
        keep(Timer.builder("mooring.store.calls")
                        .tags(tags)
                        .tags("operation", lower(call.operation()), "outcome", outcome(call.failure()))
                        .register(registry))
                .record(call.took());
    }

    @Override
    public void changesSeen(SeenChanges changes) {
        String extent = changes.isEverything() ? "everything" : "connections";
        counter("mooring.changes.seen", Tags.of("extent", extent))
                .increment(changes.isEverything() ? 1 : changes.connections());
    }

    /** Adds a gauge over the layer, which the registry does not hold. */
    void gauge(String name, Tags more, ToDoubleFunction<LayerStatistics> value) {
        keep(Gauge.builder(name, layer, watched -> value.applyAsDouble(watched.statistics()))
                .tags(tags)
                .tags(more)
                .register(registry));
    }

    @Override
    public void close() {
        registration.ifPresent(Registration::close);
        isClosed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }

    private Counter counter(String name, Tags more) {
        return keep(Counter.builder(name).tags(tags).tags(more).register(registry));
    }

    private <M extends Meter> M keep(M meter) {
        meters.add(meter);
        if (isClosed) {
            // what was being told when it was closed
            registry.remove(meter);
        }
        return meter;
    }

    private double hits(String type) {
        return layer.statistics().hits().entrySet().stream()
                .filter(entry -> text(entry.getKey()).equals(type))
                .mapToLong(entry -> entry.getValue())
                .sum();
    }

    private static String text(TypeId type) {
        String text = type.category() + "/" + type.name();
        return type.cloud().map(cloud -> text + "/" + cloud).orElse(text);
    }

    private static String outcome(Optional<ErrorCode> failure) {
        return failure.map(ErrorCode::name).orElse("done");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
