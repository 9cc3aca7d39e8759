package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many cold keys at an issuer that throttles above a number of calls at once, which only the reference is told. */
public final class Ceiling {
    /** The work in results with 50 at once. */
    public static final String FIFTY = "ceiling50";

    /** The work in results with 10 at once. */
    public static final String TEN = "ceiling10";

    private static final int THREADS = 64;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int WARM_UP_KEYS = 200;

    private record Plan(String work, int keys, int atOnce) {}

    private Ceiling() {}

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        int rounds = run.isQuick() ? 1 : 3;
        List<SubjectKind> subjects = run.subjects(
                SubjectKind.REFERENCE,
                SubjectKind.MOORING,
                SubjectKind.MOORING_CONNECTIONS,
                SubjectKind.AWS,
                SubjectKind.DATABRICKS,
                SubjectKind.ALIYUN);
        for (SubjectKind kind : subjects) {
            warmUp(kind);
        }
        for (int round = 0; round < rounds; round++) {
            for (SubjectKind kind : subjects) {
                measure(kind, new Plan(FIFTY, 2_000, 50), run);
                measure(kind, new Plan(TEN, 500, 10), run);
            }
        }
        run.finish();
    }

    private static void warmUp(SubjectKind kind) throws InterruptedException {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (Subject subject = kind.open(service)) {
            fetch(handles(subject, WARM_UP_KEYS), new AtomicInteger());
        }
    }

    private static void measure(SubjectKind kind, Plan plan, Run run) throws InterruptedException {
        TokenService service = new TokenService(Terms.answeringIn(LATENCY).atMost(plan.atOnce()));
        AtomicInteger failures = new AtomicInteger();
        try (Subject subject = kind.open(service)) {
            long nanos = fetch(handles(subject, plan.keys()), failures);
            run.add(plan.work(), kind.title(), "ms", nanos / 1e6);
            run.add(plan.work(), kind.title(), "failures", failures.get());
            run.add(plan.work(), kind.title(), "throttled %", 100.0 * service.throttled() / plan.keys());
            run.add(plan.work(), kind.title(), "at once", service.highWater());
        }
    }

    private static Subject.Handle[] handles(Subject subject, int keys) {
        return IntStream.range(0, keys).mapToObj(i -> subject.lookup("key" + i)).toArray(Subject.Handle[]::new);
    }

    private static long fetch(Subject.Handle[] handles, AtomicInteger failures) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        return Crowd.run(THREADS, number -> {
            for (int i = next.getAndIncrement(); i < handles.length; i = next.getAndIncrement()) {
                try {
                    handles[i].get();
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                }
            }
        });
    }
}
