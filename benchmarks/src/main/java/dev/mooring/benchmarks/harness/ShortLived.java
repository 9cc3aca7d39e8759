package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Credentials of three seconds, used by eight threads all the time: healthy, failing at times, and hanging once. */
public final class ShortLived {
    /** The work in results with a healthy issuer. */
    public static final String HEALTHY = "short-lived";

    /** The work in results with an issuer that fails three times of ten. */
    public static final String FAILING = "short-lived, 30 % 503";

    /** The work in results with an issuer that hangs. */
    public static final String HANGING = "short-lived, hang of 5 s";

    private static final int THREADS = 8;
    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration HANG = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final long BETWEEN_CALLS = 1_000_000;
    private static final double FAILURE_RATE = 0.3;

    private ShortLived() {}

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        for (SubjectKind kind : run.subjects(usual(run))) {
            Terms terms = Terms.answeringIn(LATENCY).living(LIFETIME);
            measure(kind, HEALTHY, terms, run);
            measure(kind, FAILING, terms.failing(FAILURE_RATE), run);
            measure(kind, HANGING, terms, run);
        }
        run.finish();
    }

    private static SubjectKind[] usual(Run run) {
        SubjectKind[] few = {SubjectKind.REFERENCE, SubjectKind.MOORING, SubjectKind.AWS_ASYNC};
        SubjectKind[] all = {few[0], few[1], SubjectKind.AWS_TUNED, few[2], SubjectKind.DATABRICKS_TUNED};
        return run.isQuick() ? few : all;
    }

    private static void measure(SubjectKind kind, String work, Terms terms, Run run) throws InterruptedException {
        Duration length = Duration.ofSeconds(run.isQuick() ? 9 : 20);
        TokenService service = new TokenService(terms);
        Judge judge = new Judge(service);
        try (Subject subject = kind.open(service)) {
            Subject.Handle handle = subject.handle("short");
            call(new Judge(service), subject, handle, 0);
            use(subject, handle, new Judge(service), WARM_UP);
            if (work.equals(HANGING)) {
                service.hang(length.minus(HANG).dividedBy(2), HANG);
            }
            use(subject, handle, judge, length);
        }
        judge.report(work, kind.title(), run);
        if (work.equals(HANGING)) {
            judge.reportHang(THREADS, work, kind.title(), run);
        }
    }

    private static void use(Subject subject, Subject.Handle handle, Judge judge, Duration length)
            throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        Crowd.run(THREADS, number -> {
            while (System.nanoTime() < end) {
                call(judge, subject, handle, number);
                LockSupport.parkNanos(BETWEEN_CALLS);
            }
        });
    }

    private static void call(Judge judge, Subject subject, Subject.Handle handle, int number) {
        long start = System.nanoTime();
        try {
            Object credential = handle.get();
            judge.took(new Judge.Call(number, start, System.nanoTime()), subject.tokenId(credential));
        } catch (RuntimeException e) {
            judge.failed(new Judge.Call(number, start, System.nanoTime()));
        }
    }
}
