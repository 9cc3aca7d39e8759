package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.store.Invalidation;
import dev.mooring.benchmarks.store.Listing;
import dev.mooring.benchmarks.store.StoreWork;
import dev.mooring.benchmarks.store.StoreWork.Statement;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is asked of stores. */
final class StoreCriteria {
    private static final String US = SubjectKind.MOORING.title();
    private static final String REFERENCE = SubjectKind.REFERENCE.title();
    private static final String TIMES = "x";
    private static final double WRITES = 1.5;
    private static final double READS = 1.3;
    private static final double GROWTH = 1.2;
    private static final double PROMPT_MILLIS = 100;
    private static final double POLLED_MILLIS = 5_000;
    private static final int FEW = StoreWork.SIZES.get(0);
    private static final int MANY = StoreWork.SIZES.get(StoreWork.SIZES.size() - 1);

    private StoreCriteria() {}

    static List<Criterion> all() {
        List<Criterion> all = new ArrayList<>();
        for (String database : List.of("SQLite", "PostgreSQL")) {
            for (Statement statement : Statement.values()) {
                all.addAll(times(database, statement));
            }
            all.add(atMost(
                    "listing, " + database + ": memory for 100,000 to memory for a page",
                    TIMES,
                    GROWTH,
                    f -> growth(
                            f,
                            Listing.work(database),
                            US,
                            Listing.metric(Listing.SIZES.get(0)),
                            Listing.metric(MANY))));
        }
        String prompt = Invalidation.work("PostgreSQL");
        all.add(atMost(
                "invalidation, PostgreSQL: median", "ms", PROMPT_MILLIS, f -> f.median(prompt, US, "median ms")));
        all.add(atMost("invalidation, PostgreSQL: p99", "ms", PROMPT_MILLIS, f -> f.median(prompt, US, "p99 ms")));
        all.add(atMost(
                "invalidation, SQLite: worst",
                "ms",
                POLLED_MILLIS,
                f -> f.median(Invalidation.work("SQLite"), US, "worst ms")));
        return all;
    }

    private static List<Criterion> times(String database, Statement statement) {
        String work = StoreWork.work(database, statement);
        String title = statement + ", " + database;
        double limit = statement == Statement.CREATE ? WRITES : READS;
        List<Criterion> criteria = new ArrayList<>();
        for (int size : StoreWork.SIZES) {
            criteria.add(atMost(
                    String.format(Locale.ROOT, "%s, %,d connections: time to the reference", title, size),
                    TIMES,
                    limit,
                    f -> f.ratio(work, US, REFERENCE, StoreWork.metric(size))));
        }
        criteria.add(atMost(
                title + ": growth from few to many, to the reference's",
                TIMES,
                GROWTH,
                f -> growth(f, work, US, StoreWork.metric(FEW), StoreWork.metric(MANY))
                        .flatMap(ours -> growth(f, work, REFERENCE, StoreWork.metric(FEW), StoreWork.metric(MANY))
                                .map(theirs -> ours / theirs))));
        return criteria;
    }

    private static Optional<Double> growth(Figures figures, String work, String subject, String few, String many) {
        return figures.median(work, subject, few)
                .flatMap(small -> figures.median(work, subject, many).map(large -> large / small));
    }

    private static Criterion atMost(
            String title, String unit, double limit, Function<Figures, Optional<Double>> measured) {
        return new Criterion(title, unit, Criterion.Bound.atMost(limit), measured);
    }
}
