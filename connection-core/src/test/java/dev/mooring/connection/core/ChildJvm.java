package dev.mooring.connection.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process with the class path of this one. Closing it kills it. */
final class ChildJvm implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets a child that waits for it go on. */
    void release() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Up to that many whole lines; fewer when the child ended. */
    List<String> lines(int limit) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < limit) {
            String line = output.readLine();
            if (line == null) {
                break;
            }
            lines.add(line);
        }
        return lines;
    }

    /** Ends the child at once, wherever it is, and gives what it had still said. */
    List<String> kill() throws IOException, InterruptedException {
        // Process.destroyForcibly would close the pipe and lose what is still in it
        process.toHandle().destroyForcibly();
        List<String> rest = lines(Integer.MAX_VALUE);
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return rest;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        output.close();
    }
}
