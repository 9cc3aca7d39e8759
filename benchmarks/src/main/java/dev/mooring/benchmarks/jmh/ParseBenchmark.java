package dev.mooring.benchmarks.jmh;

import dev.mooring.benchmarks.subject.ParserReference;
import dev.mooring.benchmarks.subject.Statements;
import dev.mooring.connection.core.internal.sql.StatementParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A CREATE with six properties, from text to statement. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    /** A field, so that the text is no constant to the compiler. */
    public String text = Statements.CREATE;

    /** By hand. */
    @Benchmark
    public Object reference() {
        return ParserReference.parse(text);
    }

    /** The parser of the dialect. */
    @Benchmark
    public Object mooring() {
        return StatementParser.single(text);
    }
}
