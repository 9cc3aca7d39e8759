package dev.mooring.connection.cli.output;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.PrintStream;
import java.util.List;

/** Prints failures, warnings and notes on standard error. */
public final class Failures {
    private final PrintStream err;
    private final Detail detail;

    /** How much of a failure is printed. */
    public enum Detail {
        /** Code, message and remedy. */
        MESSAGE,
        /** These and the stack trace. */
        STACK_TRACE
    }

    /** Prints there. */
    public Failures(PrintStream err, Detail detail) {
        this.err = err;
        this.detail = detail;
    }

    /** Prints a failure. One that is none of this library's says only its class: its message is nobody's promise. */
    public void print(Throwable failure) {
        if (failure instanceof ConnectionException known) {
            err.println(headline(known));
            err.println("  remedy: " + OneLine.of(remedy(known)));
            known.requestId().ifPresent(id -> err.println("  request id: " + OneLine.of(id)));
            known.retryAfter().ifPresent(delay -> err.println("  retry after: " + delay.toMillis() + " ms"));
        } else {
            err.println("UNEXPECTED: " + failure.getClass().getName());
            err.println("  remedy: this is a defect; report it with what --verbose prints");
        }
        if (detail == Detail.STACK_TRACE) {
            failure.printStackTrace(err);
        }
    }

    /** This command's class path is closed: a provider comes with an option. */
    private static String remedy(ConnectionException failure) {
        return failure.code() == ConnectionError.PROVIDER_UNAVAILABLE
                ? "put the provider's jar into a directory and name the directory with --plugins"
                : failure.remedy();
    }

    /** Prints what was tolerated. */
    public void warn(List<String> warnings) {
        warnings.forEach(warning -> err.println("warning: " + OneLine.of(warning)));
    }

    /** Prints what somebody should know. */
    public void note(String text) {
        err.println("note: " + OneLine.of(text));
    }

    /** For instance {@code SQL_SYNTAX at 1:7: expected a name}. */
    public static String headline(ConnectionException failure) {
        return failure.code().name()
                + failure.position().map(position -> " at " + position).orElse("") + ": "
                + OneLine.of(String.valueOf(failure.getMessage()));
    }
}
