package dev.mooring.connection.metrics;

import dev.mooring.connection.core.LayerStatistics;
import dev.mooring.connection.core.LayerStatistics.IssuerLoad;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Gauges of issuers, of so many that registries stay small; the other issuers share one. */
final class IssuerMeters {
    /** Issuers that a connection has for itself. */
    private static final String OWN = "own";

    private static final String OTHERS = "others";

    private final BoundMeters meters;
    private final int most;
    private final Set<Optional<String>> named = new HashSet<>();
    private final Set<String> shown = new HashSet<>();

    IssuerMeters(BoundMeters meters, int most) {
        this.meters = meters;
        this.most = most;
    }

    /** An issuer was asked. */
    synchronized void called(Optional<String> issuer) {
        if (issuer.isEmpty()) {
            show(OWN, load -> load.issuer().isEmpty());
        } else if (named.contains(issuer)) {
            return;
        } else if (named.size() < most) {
            named.add(issuer);
            show(issuer.get(), load -> load.issuer().equals(issuer));
        } else {
            show(OTHERS, load -> load.issuer().isPresent() && !isNamed(load));
        }
    }

    private synchronized boolean isNamed(IssuerLoad load) {
        return named.contains(load.issuer());
    }

    private void show(String issuer, Predicate<IssuerLoad> which) {
        if (shown.add(issuer)) {
            Tags tags = Tags.of("issuer", issuer);
            meters.gauge("mooring.issuer.waiting", tags, all -> sum(all, which, IssuerLoad::waiting));
            meters.gauge("mooring.issuer.running", tags, all -> sum(all, which, IssuerLoad::running));
            meters.gauge("mooring.issuer.limit", tags, all -> sum(all, which, IssuerLoad::limit));
        }
    }

    private static int sum(LayerStatistics all, Predicate<IssuerLoad> which, ToIntFunction<IssuerLoad> part) {
        return all.issuers().stream().filter(which).mapToInt(part).sum();
    }
}
