package dev.mooring.connection.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.tck.MutableClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MooringMetricsTest {
    private static final AccessScope ALL = AccessScope.everything();
    private static final String TYPE = "API/TIDE/aws";

    @TempDir
    Path directory;

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final TideProvider provider = new TideProvider();
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(provider).clock(clock).open();
    private final Connections ann = layer.workspace("sales", "ann");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MooringMetrics metrics = MooringMetrics.of(layer);

    @AfterEach
    void close() {
        metrics.close();
        layer.close();
    }

    @Test
    void hitsAreCountedAndLooksToldByWhereTheCredentialWas() {
        metrics.bindTo(registry);
        create("tides");
        CredentialSource source = ann.source("tides", ALL);
        for (int i = 0; i < 10; i++) {
            source.get();
        }
        clock.advance(Duration.ofSeconds(2));
        source.get();
        ann.create(draft("stored").property("STORED", "true").build());
        ann.vend("stored", ALL);

        assertThat(count("mooring.vends", "type", TYPE, "origin", "issued")).isEqualTo(1);
        // the store tells of the creation at any time meanwhile, and then one call looks, or looks once more
        assertThat(count("mooring.vends", "type", TYPE, "origin", "kept"))
                .as("right after it was issued, and when a second was over")
                .isBetween(2.0, 4.0);
        assertThat(count("mooring.vend.hits", "type", TYPE))
                .as("the other calls")
                .isBetween(7.0, 8.0);
        assertThat(count("mooring.vends", "type", TYPE, "origin", "stored")).isEqualTo(1);
        assertThat(count("mooring.issuer.calls", "outcome", "done"))
                .as("what is stored needs no call")
                .isEqualTo(1);
    }

    @Test
    void aCredentialInUseBeforeIsCountedFromTheBindingOn() {
        create("tides");
        CredentialSource source = ann.source("tides", ALL);
        source.get();
        source.get();

        metrics.bindTo(registry);
        source.get();
        source.get();
        source.get();

        assertThat(count("mooring.vends", "origin", "kept")).isEqualTo(1);
        assertThat(count("mooring.vend.hits", "type", TYPE)).isEqualTo(2);
    }

    @Test
    void renewalsAreToldFromFirstCallsAndRejections() {
        metrics.bindTo(registry);
        create("tides");
        CredentialSource source = ann.source("tides", ALL);
        source.rejected(source.get());
        source.get();
        clock.advance(TideProvider.LIFE.multipliedBy(8).dividedBy(10));
        source.get();
        ann.test("tides", TestOptions.readOnly());

        assertThat(count("mooring.issuer.calls", "reason", "first", "outcome", "done"))
                .isEqualTo(1);
        assertThat(count("mooring.issuer.calls", "reason", "rejected", "outcome", "done"))
                .isEqualTo(1);
        assertThat(count("mooring.issuer.calls", "reason", "test", "outcome", "done"))
                .isEqualTo(1);
        Awaitility.await()
                .untilAsserted(() -> assertThat(count("mooring.issuer.calls", "reason", "ahead", "outcome", "done"))
                        .isEqualTo(1));
        assertThat(registry.get("mooring.credentials.lifetime").summary().max())
                .isEqualTo(TideProvider.LIFE.toSeconds());
    }

    @Test
    void failuresBearTheirCodes() {
        metrics.bindTo(registry);
        create("tides");
        provider.failWith(new ConnectionException(ConnectionError.ACCESS_DENIED, "no"));

        assertThat(catchThrowable(() -> ann.vend("tides", ALL))).isInstanceOf(ConnectionException.class);
        assertThat(catchThrowable(() -> ann.vend("none", ALL))).isInstanceOf(ConnectionException.class);
        ann.disable("tides");
        assertThat(catchThrowable(() -> ann.vend("tides", ALL))).isInstanceOf(ConnectionException.class);

        assertThat(count("mooring.vend.failures", "code", "ACCESS_DENIED")).isEqualTo(1);
        assertThat(count("mooring.vend.failures", "code", "CONNECTION_NOT_FOUND"))
                .isEqualTo(1);
        assertThat(count("mooring.vend.failures", "code", "CONNECTION_DISABLED"))
                .isEqualTo(1);
        assertThat(count("mooring.issuer.calls", "type", TYPE, "outcome", "ACCESS_DENIED"))
                .isEqualTo(1);
    }

    @Test
    void gaugesTellWhatIsKeptAndWhatWaits() throws Exception {
        metrics.bindTo(registry);
        create("tides");
        assertThat(gauge("mooring.credentials.kept")).isZero();
        assertThat(gauge("mooring.credentials.shortest")).isNaN();
        ann.vend("tides", ALL);
        assertThat(gauge("mooring.credentials.kept")).isEqualTo(1);
        assertThat(gauge("mooring.credentials.shortest")).isEqualTo(590);
        assertThat(gauge("mooring.connections.remembered")).isEqualTo(1);

        ann.create(draft("other").property("ISSUER", "a.example").build());
        ann.vend("other", ALL);
        ann.alter("other", Alteration.builder().comment("again").build());
        CountDownLatch answers = provider.hang();
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try {
            Future<?> call = callers.submit(() -> ann.vend("other", ALL));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(gauge("mooring.issuer.running", "issuer", "a.example"))
                            .isEqualTo(1));
            assertThat(gauge("mooring.issuer.running", "issuer", "own")).isZero();
            assertThat(gauge("mooring.issuer.waiting", "issuer", "a.example")).isZero();
            assertThat(gauge("mooring.issuer.limit", "issuer", "a.example")).isPositive();
            answers.countDown();
            call.get(30, TimeUnit.SECONDS);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void manyIssuersShareOneMeter() {
        MooringMetrics few = MooringMetrics.of(layer).issuers(2);
        few.bindTo(registry);
        for (int i = 0; i < 5; i++) {
            ann.create(draft("c" + i).property("ISSUER", "host-" + i).build());
            ann.vend("c" + i, ALL);
        }

        assertThat(registry.find("mooring.issuer.limit").gauges())
                .extracting(gauge -> gauge.getId().getTag("issuer"))
                .containsExactlyInAnyOrder("host-0", "host-1", "others");
        assertThat(gauge("mooring.issuer.limit", "issuer", "others"))
                .isEqualTo(3 * gauge("mooring.issuer.limit", "issuer", "host-0"));
        few.close();
    }

    @Test
    void noMeterNamesAConnectionAUserOrAWorkspace() {
        metrics.bindTo(registry);
        create("tides");
        ann.vend("tides", ALL);
        assertThat(catchThrowable(() -> ann.vend("none", ALL))).isNotNull();

        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .allSatisfy(tag -> assertThat(tag.getValue())
                        .doesNotContainIgnoringCase("sales")
                        .doesNotContain("ann", "tides", "none"));
    }

    @Test
    void closingTakesTheMetersOutAndCountsNoMore() {
        metrics.bindTo(registry);
        create("tides");
        CredentialSource source = ann.source("tides", ALL);
        source.get();
        assertThat(registry.getMeters()).isNotEmpty();

        metrics.close();
        source.get();
        metrics.bindTo(registry);
        source.get();

        assertThat(registry.getMeters()).isEmpty();
        assertThat(layer.statistics().hits().values())
                .as("nobody wants to know")
                .containsOnly(0L);
    }

    @Test
    void twoLayersShareARegistryByTheirTags() {
        try (ConnectionLayer second =
                ConnectionLayer.in(directory).provider(provider).open()) {
            MooringMetrics.of(layer).tagged("layer", "one").bindTo(registry);
            MooringMetrics.of(second).tagged("layer", "two").bindTo(registry);
            create("tides");
            ann.vend("tides", ALL);

            assertThat(gauge("mooring.credentials.kept", "layer", "one")).isEqualTo(1);
            assertThat(gauge("mooring.credentials.kept", "layer", "two")).isZero();
        }
    }

    @Test
    void aNegativeNumberOfIssuersIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> metrics.issuers(-1));
    }

    private void create(String name) {
        ann.create(draft(name).build());
    }

    private static ConnectionDraft.Builder draft(String name) {
        return ConnectionDraft.of(name, "TIDE");
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double count(String name, String... tags) {
        double count = 0;
        for (Meter meter : registry.find(name).tags(tags).meters()) {
            count += meter.measure().iterator().next().getValue();
        }
        return count;
    }
}
