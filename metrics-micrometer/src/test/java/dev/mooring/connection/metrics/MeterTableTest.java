package dev.mooring.connection.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.tck.MutableClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the documentation lists the meters that there are, no more and no less. */
class MeterTableTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mooring\\.[a-z.]+)` \\| (\\w+) \\|([^|]*)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir
    Path directory;

    private record Described(String meter, Set<String> tags) {}

    @Test
    void listsEveryMeterWithItsTags() throws Exception {
        Map<String, Described> documented = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .toList()) {
            Set<String> tags = CODE.matcher(row.group(3))
                    .results()
                    .map(tag -> tag.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            documented.put(row.group(1), new Described(row.group(2), tags));
        }

        assertThat(registered()).isEqualTo(documented);
    }

    /** All that a layer registers after everything happened to it. */
    private Map<String, Described> registered() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MutableClock clock = MutableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        try (ConnectionLayer layer = layer(clock);
                ConnectionLayer other = layer(clock);
                MooringMetrics metrics = MooringMetrics.of(layer)) {
            metrics.bindTo(registry);
            Connections ann = layer.workspace("sales", "ann");
            ann.create(ConnectionDraft.of("tides", "TIDE").build());
            ann.vend("tides", AccessScope.everything());
            assertThat(catchThrowable(() -> ann.vend("none", AccessScope.everything())))
                    .isNotNull();
            other.workspace("sales", "bob")
                    .alter("tides", Alteration.builder().comment("changed").build());
            clock.advance(Duration.ofSeconds(5));
            ann.vend("tides", AccessScope.everything());
            Awaitility.await().until(() -> registry.find("mooring.changes.seen").counter() != null);
            return described(registry);
        }
    }

    private ConnectionLayer layer(MutableClock clock) {
        return ConnectionLayer.in(directory)
                .provider(new TideProvider())
                .clock(clock)
                .open();
    }

    private static Map<String, Described> described(SimpleMeterRegistry registry) {
        Map<String, Described> meters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Set<String> tags =
                    meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
            String kind = meter.getId().getType().name().toLowerCase(Locale.ROOT);
            meters.put(
                    meter.getId().getName(),
                    new Described(kind.equals("distribution_summary") ? "summary" : kind, tags));
        }
        return meters;
    }
}
