package dev.mooring.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measured numbers in the order in which they came. Not safe for use by several threads. */
public final class Samples {
    /** What stands for the machine among the works. */
    public static final String MACHINE = "machine";

    /** How many programs wanted to run on it, this one included. */
    public static final String LOAD = "load average";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Sample> all = new ArrayList<>();

    /** Adds one and shows it. */
    public void add(Sample sample) {
        all.add(sample);
        System.out.printf(
                "%-28s %-32s %-24s %,.3f%n", sample.work(), sample.subject(), sample.metric(), sample.value());
    }

    /** Reads all files of a directory, which is where every harness leaves its own. */
    public static Samples read(Path directory) throws IOException {
        Samples samples = new Samples();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                samples.all.addAll(JSON.readValue(file.toFile(), new TypeReference<List<Sample>>() {}));
            }
        }
        return samples;
    }

    /** Writes them as JSON. */
    public void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }

    /** The values of one metric, if there is one. */
    public Optional<Spread> spread(String work, String subject, String metric) {
        return Spread.of(all.stream()
                .filter(sample -> sample.work().equals(work)
                        && sample.subject().equals(subject)
                        && sample.metric().equals(metric))
                .map(Sample::value)
                .toList());
    }

    /** Who did the work. */
    public Set<String> subjects(String work) {
        return matching(sample -> sample.work().equals(work)).stream()
                .map(Sample::subject)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Collection<Sample> matching(Predicate<Sample> wanted) {
        return all.stream().filter(wanted).toList();
    }
}
