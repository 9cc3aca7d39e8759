package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.harness.Ceiling;
import dev.mooring.benchmarks.harness.ColdStart;
import dev.mooring.benchmarks.harness.ShortLived;
import dev.mooring.benchmarks.harness.Sizes;
import dev.mooring.benchmarks.harness.Stampede;
import dev.mooring.benchmarks.jmh.JmhRun;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One number that is asked of Mooring.
 *
 * @param title what it is
 * @param unit its unit, or empty for a ratio
 * @param bound what is asked
 * @param measured the number; empty when it was not measured
 */
public record Criterion(String title, String unit, Bound bound, Function<Figures, Optional<Double>> measured) {
    private static final String US = SubjectKind.MOORING.title();
    private static final String US_MANY = SubjectKind.MOORING_CONNECTIONS.title();
    private static final String MILLIS = "ms";
    private static final String NANOS = "ns";
    private static final String TIMES = "x";

    /**
     * What is asked of a number.
     *
     * @param limit the worst that is good enough
     * @param isFloor whether more is better
     */
    public record Bound(double limit, boolean isFloor) {
        static Bound atMost(double limit) {
            return new Bound(limit, false);
        }

        static Bound atLeast(double limit) {
            return new Bound(limit, true);
        }

        /** Whether the number is good enough. */
        public boolean isMet(double value) {
            return isFloor ? value >= limit : value <= limit;
        }
    }

    /** All of them, in the order of the published table. */
    public static List<Criterion> all() {
        List<Criterion> all = new ArrayList<>();
        all.addAll(hits());
        all.addAll(misses());
        all.addAll(shortLives());
        all.addAll(texts());
        all.addAll(footprint());
        all.addAll(StoreCriteria.all());
        return all;
    }

    private static List<Criterion> hits() {
        return List.of(
                ratio("get(), warm", JmhRun.GET, US, NANOS, 1.15),
                figure("get(), warm: allocated", "B", 0.5, f -> f.median(JmhRun.GET, US, "B")),
                figure("get(), warm: stretch", NANOS, 4, f -> f.median(JmhRun.GET, US, NANOS)),
                ratio("vend(), 10,000 scopes", JmhRun.vend(1), US, NANOS, 1.6),
                ratio("vend(), 10,000 connections", JmhRun.vend(1), US_MANY, NANOS, 1.6),
                scaling("vend(), 10,000 scopes: throughput of 8 threads to 2", US),
                scaling("vend(), 10,000 connections: throughput of 8 threads to 2", US_MANY));
    }

    private static List<Criterion> misses() {
        List<Criterion> misses = new ArrayList<>();
        misses.add(figure("stampede: issuer calls", "", 1, f -> f.max(Stampede.WORK, US, "calls")));
        misses.add(figure(
                "stampede: best time to 50 ms",
                TIMES,
                1.25,
                f -> f.min(Stampede.WORK, US, MILLIS).map(v -> v / 50)));
        for (String subject : List.of(US, US_MANY)) {
            misses.addAll(ceiling(Ceiling.FIFTY, subject, 1.35, 800, 1));
            misses.addAll(ceiling(Ceiling.TEN, subject, 1.5, 1_000, 3));
        }
        return misses;
    }

    private static List<Criterion> ceiling(
            String work, String subject, double ratio, double arithmetic, double throttledPercent) {
        String title = work + ", " + subject + ": ";
        return List.of(
                figure(
                        title + "time to arithmetic",
                        TIMES,
                        ratio,
                        f -> f.median(work, subject, MILLIS).map(v -> v / arithmetic)),
                figure(title + "failures", "", 0, f -> f.max(work, subject, "failures")),
                figure(title + "throttled", "%", throttledPercent, f -> f.median(work, subject, "throttled %")));
    }

    private static List<Criterion> shortLives() {
        List<Criterion> lives = new ArrayList<>();
        for (String work : List.of(ShortLived.HEALTHY, ShortLived.FAILING, ShortLived.HANGING)) {
            lives.add(figure(work + ": errors while valid", "", 0, f -> f.max(work, US, "errors while valid")));
            lives.add(figure(work + ": expired handed out", "", 0, f -> f.max(work, US, "expired")));
        }
        for (String work : List.of(ShortLived.HEALTHY, ShortLived.FAILING)) {
            lives.add(figure(work + ": waits over 20 ms", "", 0, f -> f.max(work, US, "waits > 20 ms")));
            lives.add(figure(work + ": worst", MILLIS, 5, f -> f.max(work, US, "worst ms")));
        }
        String hang = ShortLived.HANGING;
        lives.add(figure(hang + ": needless waits", "thread-s", 0.05, f -> f.max(hang, US, "needless thread-s")));
        lives.add(figure(
                hang + ": waits to unavoidable",
                TIMES,
                1.05,
                f -> f.median(hang, US, "waits thread-s")
                        .flatMap(waited ->
                                f.median(hang, US, "unavoidable thread-s").map(unavoidable -> waited / unavoidable))));
        lives.add(figure(hang + ": back after the issuer", MILLIS, 150, f -> f.max(hang, US, "back ms")));
        return lives;
    }

    private static List<Criterion> texts() {
        return List.of(
                ratio("parsing a CREATE", JmhRun.PARSE, US, NANOS, 2.5),
                figure("parsing a CREATE: allocated", "B", 4_096, f -> f.median(JmhRun.PARSE, US, "B")),
                ratio("session policy, 1 prefix", JmhRun.policy(1), US, NANOS, 2),
                ratio("session policy, 10 prefixes", JmhRun.policy(10), US, NANOS, 2),
                ratio("session policy, 100 prefixes", JmhRun.policy(100), US, NANOS, 2),
                new Criterion(
                        "session policy: prefixes that fit",
                        "",
                        Bound.atLeast(20),
                        f -> f.median(Sizes.POLICY, US, "prefixes")));
    }

    private static List<Criterion> footprint() {
        String aws = SubjectKind.AWS.title();
        return List.of(
                figure("cold start: time to the SDK's", TIMES, 1.15, f -> f.ratio(ColdStart.WORK, US, aws, MILLIS)),
                figure("cold start: memory to the SDK's", TIMES, 1.15, f -> f.ratio(ColdStart.WORK, US, aws, "MB")),
                figure("a cached credential", "B", 1_536, f -> f.median(Sizes.MEMORY, US, "B per credential")),
                figure(
                        "a loaded connection, without its credential",
                        "B",
                        2_048,
                        f -> f.median(Sizes.MEMORY, US, "B per connection in use")
                                .flatMap(both -> f.median(Sizes.MEMORY, US, "B per credential")
                                        .map(credential -> both - credential))));
    }

    private static Criterion ratio(String title, String work, String subject, String metric, double limit) {
        String reference = SubjectKind.REFERENCE.title();
        return figure(
                title + ": time to the reference", TIMES, limit, f -> f.leastRatio(work, subject, reference, metric));
    }

    private static Criterion scaling(String title, String subject) {
        return new Criterion(
                title,
                TIMES,
                Bound.atLeast(0.9),
                f -> f.median(JmhRun.vend(8), subject, "calls per us")
                        .flatMap(eight -> f.median(JmhRun.vend(2), subject, "calls per us")
                                .map(two -> eight / two)));
    }

    private static Criterion figure(
            String title, String unit, double limit, Function<Figures, Optional<Double>> measured) {
        return new Criterion(title, unit, Bound.atMost(limit), measured);
    }
}
