package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.harness.Ceiling;
import dev.mooring.benchmarks.harness.ColdStart;
import dev.mooring.benchmarks.harness.ShortLived;
import dev.mooring.benchmarks.harness.Sizes;
import dev.mooring.benchmarks.harness.Stampede;
import dev.mooring.benchmarks.jmh.JmhRun;
import dev.mooring.benchmarks.store.Invalidation;
import dev.mooring.benchmarks.store.Listing;
import dev.mooring.benchmarks.store.StoreWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One table of the report.
 *
 * @param name the work in results
 * @param title its heading
 * @param metrics its columns; the first is the one that is compared
 */
record Work(String name, String title, List<String> metrics) {
    private static final List<String> DATABASES = List.of("SQLite", "PostgreSQL");
    private static final Set<String> WITHOUT_REFERENCE =
            Set.of("waits thread-s", "prefixes", "median ms", Listing.metric(Listing.SIZES.get(0)));

    static List<Work> all() {
        List<Work> all = new ArrayList<>(credentials());
        all.addAll(stores());
        return all;
    }

    private static List<Work> stores() {
        List<String> sizes = StoreWork.SIZES.stream().map(StoreWork::metric).toList();
        List<Work> stores = new ArrayList<>();
        for (String database : DATABASES) {
            stores.add(new Work(
                    StoreWork.work(database, StoreWork.Statement.CREATE),
                    "CREATE with one secret, " + database + "; the reference is raw JDBC with the same AEAD",
                    sizes));
            stores.add(new Work(
                    StoreWork.work(database, StoreWork.Statement.DESC),
                    "DESC, " + database + "; the reference is raw JDBC",
                    sizes));
            stores.add(new Work(
                    StoreWork.work(database, StoreWork.Statement.SHOW),
                    "SHOW CONNECTIONS LIKE 'p%' LIMIT 100, " + database + "; the reference is raw JDBC",
                    sizes));
        }
        for (String database : DATABASES) {
            stores.add(new Work(
                    Invalidation.work(database),
                    "From DISABLE in one process to the refusal in another, " + database,
                    List.of("median ms", "p99 ms", "worst ms")));
        }
        for (String database : DATABASES) {
            stores.add(new Work(
                    Listing.work(database),
                    "A process with a heap of 48 MB that lists all connections page by page, " + database,
                    Listing.SIZES.stream().map(Listing::metric).toList()));
        }
        return stores;
    }

    private static List<Work> credentials() {
        List<String> nanos = List.of("ns", "B");
        List<String> calls = List.of("ns", "calls per us", "B");
        List<String> ceiling = List.of("ms", "failures", "throttled %", "at once");
        List<String> life =
                List.of("waits thread-s", "errors while valid", "expired", "waits > 20 ms", "worst ms", "issuer calls");
        return List.of(
                new Work(JmhRun.GET, "One warm credential, through the handle", nanos),
                new Work(JmhRun.vend(1), "One of 10,000 warm credentials, 1 thread", calls),
                new Work(JmhRun.vend(2), "One of 10,000 warm credentials, 2 threads", calls),
                new Work(JmhRun.vend(8), "One of 10,000 warm credentials, 8 threads", calls),
                new Work(Stampede.WORK, "256 threads, one cold key, issuer 50 ms", List.of("ms", "calls")),
                new Work(Ceiling.FIFTY, "2,000 cold keys, 64 threads, issuer 20 ms, at most 50 at once", ceiling),
                new Work(Ceiling.TEN, "500 cold keys, 64 threads, issuer 20 ms, at most 10 at once", ceiling),
                new Work(ShortLived.HEALTHY, "Lifetimes of 3 s, 8 threads, issuer 100 ms", life),
                new Work(ShortLived.FAILING, "The same, 30 % of answers 503", life),
                new Work(
                        ShortLived.HANGING,
                        "The same, hanging for 5 s",
                        List.of(
                                "waits thread-s",
                                "unavoidable thread-s",
                                "needless thread-s",
                                "back ms",
                                "errors while valid",
                                "expired")),
                new Work(JmhRun.PARSE, "Parsing a CREATE with 6 properties", nanos),
                new Work(JmhRun.policy(1), "Session policy, 1 prefix", nanos),
                new Work(JmhRun.policy(10), "Session policy, 10 prefixes", nanos),
                new Work(JmhRun.policy(100), "Session policy, 100 prefixes", nanos),
                new Work(
                        Sizes.POLICY,
                        "Read-write prefixes of 20 characters that fit a session policy",
                        List.of("prefixes")),
                new Work(ColdStart.WORK, "Cold JVM to the first vended credential, whole process", List.of("ms", "MB")),
                new Work(Sizes.MEMORY, "Memory", List.of("B per credential", "B per row", "B per connection in use")));
    }

    /** Whether the first column can be set in relation to the reference's. */
    boolean isComparable() {
        return !WITHOUT_REFERENCE.contains(metrics.get(0));
    }
}
