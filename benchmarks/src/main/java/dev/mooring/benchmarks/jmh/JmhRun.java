package dev.mooring.benchmarks.jmh;

import dev.mooring.benchmarks.harness.Run;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** All JMH benchmarks in rounds, so that what else the machine does falls on all subjects alike. */
public final class JmhRun {
    /** The work in results of the warm credential. */
    public static final String GET = "get";

    /** The work in results of parsing. */
    public static final String PARSE = "parse";

    private static final String BYTES = "gc.alloc.rate.norm";
    private static final int[] THREADS = {1, 2, 8};

    private final Run run;

    private JmhRun(Run run) {
        this.run = run;
    }

    /** Runs them. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        int rounds = run.isQuick() ? 1 : 2;
        for (int round = 0; round < rounds; round++) {
            new JmhRun(run).round();
        }
        run.finish();
    }

    /** The work in results of finding one of many credentials. */
    public static String vend(int threads) {
        return "vend, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** The work in results of writing a policy. */
    public static String policy(int prefixes) {
        return "policy, " + prefixes + (prefixes == 1 ? " prefix" : " prefixes");
    }

    private void round() throws RunnerException {
        for (RunResult result : results(GetBenchmark.class, options())) {
            addTimes(GET, subject(result).title(), result);
        }
        for (int threads : THREADS) {
            ChainedOptionsBuilder options = options().threads(threads);
            if (threads > 1) {
                options.param("subject", "REFERENCE", "MOORING", "MOORING_CONNECTIONS");
            }
            for (RunResult result : results(VendBenchmark.class, options)) {
                addThroughput(threads, subject(result).title(), result);
            }
        }
        for (RunResult result : results(ParseBenchmark.class, options())) {
            addTimes(PARSE, method(result), result);
        }
        for (RunResult result : results(PolicyBenchmark.class, options())) {
            addTimes(policy(Integer.parseInt(result.getParams().getParam("prefixes"))), method(result), result);
        }
    }

    private ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(run.isQuick() ? 300 : 1_000))
                .measurementIterations(run.isQuick() ? 2 : 3)
                .measurementTime(TimeValue.milliseconds(run.isQuick() ? 400 : 1_000))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend("-Xmx512m");
    }

    private static Collection<RunResult> results(Class<?> benchmark, ChainedOptionsBuilder options)
            throws RunnerException {
        return new Runner(options.include(benchmark.getName()).build()).run();
    }

    private static SubjectKind subject(RunResult result) {
        return SubjectKind.valueOf(result.getParams().getParam("subject"));
    }

    private static String method(RunResult result) {
        boolean isMooring = result.getParams().getBenchmark().endsWith(".mooring");
        return (isMooring ? SubjectKind.MOORING : SubjectKind.REFERENCE).title();
    }

    private void addTimes(String work, String subject, RunResult result) {
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                run.add(work, subject, "ns", iteration.getPrimaryResult().getScore());
            }
        }
        addBytes(work, subject, result);
    }

    private void addThroughput(int threads, String subject, RunResult result) {
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                double perMicrosecond = iteration.getPrimaryResult().getScore();
                run.add(vend(threads), subject, "calls per us", perMicrosecond);
                run.add(vend(threads), subject, "ns", 1_000 / perMicrosecond);
            }
        }
        addBytes(vend(threads), subject, result);
    }

    private void addBytes(String work, String subject, RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(BYTES);
        if (bytes != null) {
            run.add(work, subject, "B", bytes.getScore());
        }
    }
}
