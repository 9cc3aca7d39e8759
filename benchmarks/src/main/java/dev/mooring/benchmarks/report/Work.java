package dev.mooring.benchmarks.report;

import dev.mooring.benchmarks.harness.Ceiling;
import dev.mooring.benchmarks.harness.ColdStart;
import dev.mooring.benchmarks.harness.ShortLived;
import dev.mooring.benchmarks.harness.Sizes;
import dev.mooring.benchmarks.harness.Stampede;
import dev.mooring.benchmarks.jmh.JmhRun;
import java.util.List;

/**
 * One table of the report.
 *
 * @param name the work in results
 * @param title its heading
 * @param metrics its columns; the first is the one that is compared
 */
record Work(String name, String title, List<String> metrics) {
    static List<Work> all() {
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
        return !metrics.get(0).equals("waits thread-s") && !metrics.get(0).equals("prefixes");
    }
}
