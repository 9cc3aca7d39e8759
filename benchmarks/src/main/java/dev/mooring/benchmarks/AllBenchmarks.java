package dev.mooring.benchmarks;

import dev.mooring.benchmarks.harness.Ceiling;
import dev.mooring.benchmarks.harness.ColdStart;
import dev.mooring.benchmarks.harness.Jvm;
import dev.mooring.benchmarks.harness.ShortLived;
import dev.mooring.benchmarks.harness.Sizes;
import dev.mooring.benchmarks.harness.Stampede;
import dev.mooring.benchmarks.jmh.JmhRun;
import dev.mooring.benchmarks.report.Report;
import dev.mooring.benchmarks.store.Invalidation;
import dev.mooring.benchmarks.store.Listing;
import dev.mooring.benchmarks.store.StoreWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs everything, each part in a JVM of its own, keeps the results and writes the report. With {@code --quick} in less
 * time, with {@code --only=JmhRun,Ceiling} the named parts, with {@code --report} none; the report uses all results there are.
 */
public final class AllBenchmarks {
    private static final int MINUTES = 20;
    private static final String ONLY = "--only=";
    private static final List<Class<?>> PARTS = List.of(
            JmhRun.class,
            Stampede.class,
            Ceiling.class,
            ShortLived.class,
            ColdStart.class,
            Sizes.class,
            StoreWork.class,
            Invalidation.class,
            Listing.class);

    private AllBenchmarks() {}

    /** Runs them. */
    public static void main(String... arguments) throws Exception {
        List<String> options = List.of(arguments);
        Path root = root();
        Path results = root.resolve("benchmarks/target/results");
        Files.createDirectories(results);
        for (Class<?> part : parts(options)) {
            List<String> passed = new ArrayList<>();
            passed.add("--out=" + results.resolve(part.getSimpleName() + ".json"));
            if (options.contains("--quick")) {
                passed.add("--quick");
            }
            Jvm.show(part, MINUTES, passed);
        }
        Report.write(results, root.resolve("docs"));
    }

    private static List<Class<?>> parts(List<String> options) {
        if (options.contains("--report")) {
            return List.of();
        }
        return options.stream()
                .filter(option -> option.startsWith(ONLY))
                .findFirst()
                .map(option -> Arrays.asList(option.substring(ONLY.length()).split(",", -1)))
                .map(names -> PARTS.stream()
                        .filter(part -> names.contains(part.getSimpleName()))
                        .toList())
                .orElse(PARTS);
    }

    /** The checkout, seen from itself or from the module. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs"))
                ? here
                : here.resolve("..").normalize();
    }
}
