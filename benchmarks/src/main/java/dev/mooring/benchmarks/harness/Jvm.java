package dev.mooring.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of this class path in a JVM of its own. */
public final class Jvm {
    private static final String HEAP = "-Xmx512m";

    private Jvm() {}

    /** Runs it in view of the user; fails when it does or when it takes too long. */
    public static void show(Class<?> main, int minutes, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(main, List.of(), arguments))
                .inheritIO()
                .start();
        await(process, main, minutes);
    }

    /** Starts it; the caller reads what it prints, and ends it. */
    public static Process start(Class<?> main, List<String> arguments) throws IOException {
        return new ProcessBuilder(command(main, List.of(), arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs it and returns what it prints. */
    public static String output(Class<?> main, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(main, options, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            await(process, main, 1);
            return text;
        }
    }

    private static void await(Process process, Class<?> main, int minutes) throws InterruptedException {
        try {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                throw new IllegalStateException(main.getSimpleName() + " took more than " + minutes + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(main.getSimpleName() + " ended with " + process.exitValue());
        }
    }

    private static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
