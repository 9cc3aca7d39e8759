package dev.mooring.benchmarks.jmh;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
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

/** A call that finds one of 10,000 warm credentials by its prepared key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VendBenchmark {
    private static final int KEYS = 10_000;
    /** Coprime to the number of keys, so that a walk meets all of them in an order that no cache foresees. */
    private static final int STRIDE = 7_919;

    /** Whose credentials. */
    @Param({"REFERENCE", "MOORING", "MOORING_CONNECTIONS", "DATABRICKS", "AWS"})
    public SubjectKind subject = SubjectKind.REFERENCE;

    private Subject opened;
    private final Subject.Handle[] lookups = new Subject.Handle[KEYS];

    /** Where a thread is on its walk. */
    @State(Scope.Thread)
    public static class Walk {
        private int key = ThreadLocalRandom.current().nextInt(KEYS);

        int next() {
            key += STRIDE;
            if (key >= KEYS) {
                key -= KEYS;
            }
            return key;
        }
    }

    /** Fetches all credentials. */
    @Setup
    public void open() {
        opened = subject.open(new TokenService(TokenService.Terms.answeringIn(Duration.ZERO)));
        for (int i = 0; i < KEYS; i++) {
            lookups[i] = opened.lookup("key" + i);
            lookups[i].get();
        }
    }

    /** The call. */
    @Benchmark
    public Object vend(Walk walk) {
        return lookups[walk.next()].get();
    }

    /** Ends what was opened. */
    @TearDown
    public void close() {
        opened.close();
    }
}
