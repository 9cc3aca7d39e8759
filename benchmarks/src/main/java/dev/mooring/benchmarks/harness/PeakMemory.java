package dev.mooring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The most memory that a process ever held, as Linux counts it. */
public final class PeakMemory {
    private static final String FIELD = "VmHWM:";
    private static final double KIB_PER_MB = 1_000.0 * 1_000 / 1_024;

    private PeakMemory() {}

    /** Prints this process's line. */
    public static void print() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            lines.filter(line -> line.startsWith(FIELD)).forEach(System.out::println);
        }
    }

    /** Fails unless what was vended ends. */
    static void requireSession(Optional<Instant> end) {
        if (end.isEmpty()) {
            throw new IllegalStateException("what was vended is no session");
        }
    }

    /** Megabytes in what a process printed. */
    public static double megabytes(String output) {
        String line = output.lines()
                .filter(text -> text.startsWith(FIELD))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the process did not say its memory"));
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MB;
    }
}
