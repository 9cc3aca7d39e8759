package dev.mooring.connection.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Another Java process with the class path of this one. Closing it kills it, and so does a life that is far too long. */
public final class ChildJvm implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int LONGEST_LIFE_SECONDS = 240;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        // whoever waits for the line of a child that hangs would wait forever
        process.onExit()
                .completeOnTimeout(process, LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(child -> child.toHandle().destroyForcibly());
    }

    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lets a child that waits for it go on. */
    public void release() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Up to that many whole lines; fewer when the child ended. */
    public List<String> lines(int limit) throws IOException {
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

    /** The lines up to one that starts like that, which is the last; fails when the child ends before. */
    public List<String> linesUntil(String start) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(start)) {
                return lines;
            }
        }
        throw new AssertionError("the child ended before it said '" + start + "', after " + lines);
    }

    /** Stops all threads of the child where they are, without its knowing. */
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
        Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> state() == 'T');
    }

    /** Lets a paused child run again. */
    public void unpause() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill " + signal + " ended with " + status);
        }
    }

    private char state() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    /** Ends the child at once, wherever it is, and gives what it had still said. */
    public List<String> kill() throws IOException, InterruptedException {
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
