package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.metrics.MooringMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Comparator;
import java.util.stream.StreamSupport;

/** What Micrometer is told while credentials are vended. */
public final class Meters {
    private Meters() {}

    public static void main(String... arguments) {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new LongJob()).open();
                MooringMetrics metrics = MooringMetrics.of(layer).tagged("layer", "example")) {
            metrics.bindTo(registry);
            Connections connections = layer.workspace("sales", "qiliang");
            connections.create(
                    ConnectionDraft.of(ConnectionCategory.API, "tides", "SHORT").build());
            CredentialSource source = connections.source("tides", AccessScope.everything());
            for (int i = 0; i < 1_000; i++) {
                source.get();
            }
            try {
                connections.vend("ebbs", AccessScope.everything());
            } catch (ConnectionException e) {
                System.out.println(e.code());
            }
            registry.getMeters().stream()
                    .sorted(Comparator.comparing(meter -> meter.getId().getName()))
                    .forEach(Meters::print);
        }
        System.out.println("meters left after closing: " + registry.getMeters().size());
    }

    private static void print(Meter meter) {
        StreamSupport.stream(meter.measure().spliterator(), false)
                .forEach(measurement -> System.out.println(meter.getId().getName()
                        + meter.getId().getTags() + " " + measurement.getStatistic() + " " + measurement.getValue()));
    }
}
