package dev.mooring.benchmarks.jmh;

import dev.mooring.benchmarks.subject.PolicyReference;
import dev.mooring.benchmarks.subject.Prefixes;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.aws.PolicyText;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The session policy for prefixes of one bucket. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {
    /** How many. */
    @Param({"1", "10", "100"})
    public int prefixes = 1;

    private List<Grant> grants = List.of();

    /** Normalises the grants, which a scope does once. */
    @Setup
    public void grants() {
        grants = Prefixes.readWrite(prefixes);
    }

    /** By hand. */
    @Benchmark
    public Object reference() {
        return PolicyReference.of(grants);
    }

    /** The writer of the provider. */
    @Benchmark
    public Object mooring() {
        return PolicyText.of(grants);
    }
}
