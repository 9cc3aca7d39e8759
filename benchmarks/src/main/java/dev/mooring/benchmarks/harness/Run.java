package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.report.Sample;
import dev.mooring.benchmarks.report.Samples;
import dev.mooring.benchmarks.subject.SubjectKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the command line of a harness asks, and where its numbers go. */
public final class Run {
    private static final String OUT = "--out=";
    private static final String SUBJECTS = "--subjects=";
    private static final String QUICK = "--quick";

    private final List<String> arguments;
    private final Samples samples;

    /** Reads {@code --quick}, {@code --subjects=A,B} and {@code --out=file}. */
    public Run(String... arguments) {
        this(new Samples(), arguments);
    }

    Run(Samples samples, String... arguments) {
        this.samples = samples;
        this.arguments = List.of(arguments);
        this.arguments.stream()
                .filter(argument ->
                        !argument.equals(QUICK) && !argument.startsWith(OUT) && !argument.startsWith(SUBJECTS))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("there is no option " + unknown);
                });
    }

    /** Whether less time shall be spent for less certain numbers. */
    public boolean isQuick() {
        return arguments.contains(QUICK);
    }

    /** The subjects that were asked for, or else the usual ones. */
    public List<SubjectKind> subjects(SubjectKind... usual) {
        return value(SUBJECTS)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(SubjectKind::valueOf)
                        .toList())
                .orElse(List.of(usual));
    }

    /** Takes a number. */
    public void add(String work, String subject, String metric, double value) {
        samples.add(new Sample(work, subject, metric, value));
    }

    /** Writes the numbers if a file was named. */
    public void finish() throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        samples.add(new Sample(Samples.MACHINE, Samples.LOAD, Samples.LOAD, load));
        Optional<String> out = value(OUT);
        if (out.isPresent()) {
            samples.write(Path.of(out.get()));
        }
    }

    private Optional<String> value(String option) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> argument.substring(option.length()))
                .findFirst();
    }
}
