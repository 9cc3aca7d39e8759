package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.subject.SubjectKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole process, from its start to its end, that gets one credential over TLS from this machine. */
public final class ColdStart {
    /** The work in results. */
    public static final String WORK = "cold start";

    private ColdStart() {}

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        Path directory = Files.createTempDirectory("cold");
        try (LoopbackSts sts = new LoopbackSts(directory)) {
            ColdMooring.create(directory, sts.endpoint());
            int rounds = run.isQuick() ? 3 : 9;
            for (int round = -1; round < rounds; round++) {
                for (Map.Entry<String, Class<?>> child : children().entrySet()) {
                    long start = System.nanoTime();
                    String output = Jvm.output(
                            child.getValue(),
                            sts.trustOptions(),
                            List.of(sts.endpoint().toString(), directory.toString()));
                    double millis = (System.nanoTime() - start) / 1e6;
                    // the first round only brings the files into memory
                    if (round >= 0) {
                        run.add(WORK, child.getKey(), "ms", millis);
                        run.add(WORK, child.getKey(), "MB", PeakMemory.megabytes(output));
                    }
                }
            }
        } finally {
            Directories.delete(directory);
        }
        run.finish();
    }

    private static Map<String, Class<?>> children() {
        Map<String, Class<?>> children = new LinkedHashMap<>();
        children.put(SubjectKind.REFERENCE.title(), ColdReference.class);
        children.put(SubjectKind.MOORING.title(), ColdMooring.class);
        children.put(SubjectKind.AWS.title(), ColdAws.class);
        return children;
    }
}
