package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.harness.Ceiling;
import dev.mooring.benchmarks.harness.ColdStart;
import dev.mooring.benchmarks.harness.Sizes;
import dev.mooring.benchmarks.harness.Stampede;
import dev.mooring.benchmarks.jmh.JmhRun;
import dev.mooring.benchmarks.store.StoreWork;
import dev.mooring.benchmarks.store.StoreWork.Statement;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One group of bars in the picture.
 *
 * @param work the work in results
 * @param title its heading
 * @param metric what is drawn
 * @param asked what is asked of Mooring, as a multiple of the reference
 */
record Panel(String work, String title, String metric, Function<Figures, Optional<Double>> asked) {
    private static final String REFERENCE = SubjectKind.REFERENCE.title();

    static List<Panel> credentials() {
        return List.of(
                multiple(JmhRun.GET, "get(), one warm credential", 1.15),
                multiple(JmhRun.vend(1), "vend(), one of 10,000 warm", 1.6),
                absolute(Stampede.WORK, "256 threads, one cold key", "ms", 62.5),
                absolute(Ceiling.FIFTY, "2,000 cold keys, issuer bears 50", "ms", 1_080),
                absolute(Ceiling.TEN, "500 cold keys, issuer bears 10", "ms", 1_500),
                multiple(JmhRun.PARSE, "parsing a CREATE", 2.5),
                multiple(JmhRun.policy(10), "session policy, 10 prefixes", 2),
                new Panel(
                        ColdStart.WORK,
                        "cold JVM to first credential",
                        "ms",
                        figures -> figures.ratio(ColdStart.WORK, SubjectKind.AWS.title(), REFERENCE, "ms")
                                .map(sdk -> 1.15 * sdk)),
                absolute(Sizes.MEMORY, "memory of a cached credential", "B per credential", 1_536));
    }

    static List<Panel> stores() {
        return List.of(
                store("SQLite", Statement.CREATE, "CREATE", 1.5),
                store("PostgreSQL", Statement.CREATE, "CREATE", 1.5),
                store("SQLite", Statement.DESC, "DESC", 1.3),
                store("PostgreSQL", Statement.DESC, "DESC", 1.3),
                store("SQLite", Statement.SHOW, "SHOW LIKE 'p%' LIMIT 100", 1.3),
                store("PostgreSQL", Statement.SHOW, "SHOW LIKE 'p%' LIMIT 100", 1.3));
    }

    private static Panel store(String database, Statement statement, String title, double times) {
        return new Panel(
                StoreWork.work(database, statement),
                title + " of 100,000, " + database,
                StoreWork.metric(100_000),
                figures -> Optional.of(times));
    }

    private static Panel multiple(String work, String title, double times) {
        return new Panel(work, title, "ns", figures -> Optional.of(times));
    }

    private static Panel absolute(String work, String title, String metric, double value) {
        return new Panel(
                work,
                title,
                metric,
                figures -> figures.median(work, REFERENCE, metric).map(base -> value / base));
    }

    String unit() {
        return metric.split(" ", -1)[0];
    }
}
