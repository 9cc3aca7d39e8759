package dev.mooring.testserver.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine that is run to its end. */
final class Program {
    private static final long LONGEST_SECONDS = 60;

    private final List<String> command;

    Program(String... command) {
        this.command = new ArrayList<>(Arrays.asList(command));
    }

    Program with(String... arguments) {
        command.addAll(Arrays.asList(arguments));
        return this;
    }

    /** Runs it; what it starts may go on. */
    void run() throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " failed or did not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + " was interrupted", e);
        }
    }
}
