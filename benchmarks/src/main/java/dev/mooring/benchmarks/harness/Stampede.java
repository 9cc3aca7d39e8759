package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.time.Duration;
import java.util.List;

/** 256 threads want the same cold credential. */
public final class Stampede {
    /** The work in results. */
    public static final String WORK = "stampede";

    private static final int THREADS = 256;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int WARM_UPS = 2;

    private Stampede() {}

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        List<SubjectKind> subjects = run.subjects(
                SubjectKind.REFERENCE,
                SubjectKind.MOORING,
                SubjectKind.DATABRICKS,
                SubjectKind.AWS,
                SubjectKind.ALIYUN);
        int rounds = run.isQuick() ? 3 : 6;
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (SubjectKind kind : subjects) {
                measure(kind, round, run);
            }
        }
        run.finish();
    }

    private static void measure(SubjectKind kind, int round, Run run) throws InterruptedException {
        TokenService service = new TokenService(Terms.answeringIn(LATENCY));
        try (Subject subject = kind.open(service)) {
            subject.handle("warm").get();
            Subject.Handle handle = subject.handle("cold");
            int before = service.calls();
            long nanos = Crowd.run(THREADS, number -> handle.get());
            if (round >= 0) {
                run.add(WORK, kind.title(), "ms", nanos / 1e6);
                run.add(WORK, kind.title(), "calls", service.calls() - before);
            }
        }
    }
}
