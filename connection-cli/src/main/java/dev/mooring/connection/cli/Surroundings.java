package dev.mooring.connection.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a process gives the command.
 *
 * @param in standard input
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param terminal opens the terminal; empty when input or output is none
 * @param host the environment, home directory and user
 */
record Surroundings(InputStream in, PrintStream out, PrintStream err, Optional<TerminalOpening> terminal, Host host) {

    /** Opens the terminal that standard input and output are. */
    @FunctionalInterface
    interface TerminalOpening {
        /** Opens it; the caller closes it. */
        Terminal open() throws IOException;
    }

    /**
     * Where and as whom the process runs.
     *
     * @param environment its environment variables
     * @param home the user's home directory
     * @param user the system's user
     */
    record Host(Map<String, String> environment, Path home, String user) {
        /** Copies the environment. */
        Host {
            environment = Map.copyOf(environment);
        }

        Optional<String> variable(String name) {
            return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
        }
    }

    static Surroundings ofProcess() {
        return new Surroundings(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                isTerminal(System.console())
                        ? Optional.of(() -> TerminalBuilder.builder()
                                .system(true)
                                .encoding(StandardCharsets.UTF_8)
                                .build())
                        : Optional.empty(),
                new Host(
                        System.getenv(),
                        Path.of(System.getProperty("user.home", "")),
                        System.getProperty("user.name", "")));
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** From Java 22 on there is a console also when it is no terminal, and it says so by a method Java 17 lacks. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
