package dev.mooring.benchmarks.jmh;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One warm credential through the handle that a caller keeps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetBenchmark {
    /** Whose handle. */
    @Param({"REFERENCE", "REFERENCE_COARSE_CLOCK", "MOORING", "DATABRICKS", "AWS", "ALIYUN"})
    public SubjectKind subject = SubjectKind.REFERENCE;

    private Subject opened;
    private Subject.Handle handle;

    /** Fetches the credential. */
    @Setup
    public void open() {
        opened = subject.open(new TokenService(TokenService.Terms.answeringIn(Duration.ofMillis(1))));
        handle = opened.handle("warm");
        handle.get();
    }

    /** The call. */
    @Benchmark
    public Object get() {
        return handle.get();
    }

    /** Ends what was opened. */
    @TearDown
    public void close() {
        opened.close();
    }
}
