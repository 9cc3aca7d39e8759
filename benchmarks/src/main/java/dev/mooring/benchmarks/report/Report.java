package dev.mooring.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page and the pictures from whatever results there are. */
public final class Report {
    private Report() {}

    /** Writes them into the directory of documents. */
    public static void write(Path results, Path docs) throws IOException {
        Samples samples = Samples.read(results);
        String machine = "%d processors, Java %s, %s %s, load average %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        samples.spread(Samples.MACHINE, Samples.LOAD, Samples.LOAD)
                                .map(Numbers::text)
                                .orElse("unknown"));
        Files.writeString(docs.resolve("benchmarks.md"), new MarkdownReport(samples).text(machine));
        Files.writeString(
                docs.resolve("benchmarks.svg"),
                new SvgReport("Mooring beside its peers", Panel.credentials(), samples).text(machine));
        Files.writeString(
                docs.resolve("benchmarks-stores.svg"),
                new SvgReport("Mooring's stores beside plain JDBC", Panel.stores(), samples).text(machine));
    }
}
