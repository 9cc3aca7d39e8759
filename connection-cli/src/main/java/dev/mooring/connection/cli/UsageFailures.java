package dev.mooring.connection.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments without repeating any that may be a statement and hold a secret. */
final class UsageFailures implements IParameterExceptionHandler {
    private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,29}");
    private static final Pattern WORD = Pattern.compile("[a-z]{1,12}");

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(message(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched());
        }
        return String.valueOf(failure.getMessage());
    }

    private static String unmatched(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        String name = first.replaceFirst("=.*", "");
        if (OPTION.matcher(name).matches()) {
            return "unknown option " + name;
        }
        return WORD.matcher(first).matches()
                ? "unexpected argument '" + first + "'"
                : "unexpected argument; a statement is given with sql -e, -f or on standard input";
    }
}
