package dev.mooring.connection.cli;

import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.ResultPrinter;
import dev.mooring.connection.cli.output.TableFormat;
import dev.mooring.connection.cli.shell.Shell;
import dev.mooring.connection.core.ConnectionSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs or checks statements, or opens the shell. */
@Command(
        name = "sql",
        description = {
            "Runs CREATE, SHOW, DESC, DROP, ALTER, TEST, GRANT and REVOKE statements.",
            "Without any, reads them from standard input, or is a shell on a terminal.",
            "What stands in -e can be read in the list of processes: give secrets by -f or standard input."
        })
final class SqlCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final MooringCommand root;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "STATEMENT",
            description = "statements to run; repeatable")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "file of statements, UTF-8")
    private Optional<Path> file = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "-", description = "reads statements from standard input")
    private Optional<String> dash = Optional.empty();

    @Option(
            names = "--check",
            description = "check every statement without a store and without running it; one line for each")
    private boolean check;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private TableFormat format = TableFormat.TABLE;

    SqlCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (check && format == TableFormat.CSV) {
            throw wrong("--check prints its lines as --format table or json");
        }
        List<String> scripts = scripts();
        if (scripts.isEmpty()) {
            return shell();
        }
        return check ? check(scripts) : run(scripts);
    }

    /** What to run; nothing when the shell shall ask for it. */
    private List<String> scripts() {
        dash.filter(text -> !text.equals(STANDARD_INPUT)).ifPresent(text -> {
            throw wrong("unexpected argument; a statement is given with -e, -f or on standard input");
        });
        long sources = (statements.isEmpty() ? 0 : 1)
                + file.stream().count()
                + dash.stream().count();
        if (sources > 1) {
            throw wrong("-e, -f and - exclude each other");
        }
        if (!statements.stream().allMatch(StatementText::isWhole)) {
            throw wrong(
                    "-e: a statement lost characters on its way here, which was not UTF-8; use -f with a UTF-8 file");
        }
        if (!statements.isEmpty()) {
            return statements;
        }
        if (file.isPresent()) {
            return List.of(read(file.get()));
        }
        boolean asks =
                dash.isEmpty() && !check && root.surroundings().terminal().isPresent();
        return asks ? List.of() : List.of(standardInput());
    }

    private String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw wrong("-f: " + path + " can not be read as UTF-8 text ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private String standardInput() {
        try {
            return StatementText.ofUtf8(root.surroundings().in().readAllBytes());
        } catch (CharacterCodingException e) {
            throw wrong("standard input is not UTF-8 text; convert it first");
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can not be read", e);
        }
    }

    private int check(List<String> scripts) {
        CheckReport report = new CheckReport(root.surroundings().out(), failures(), format);
        try (OpenLayer open = root.openWithoutStore()) {
            scripts.forEach(script -> report.print(
                    ConnectionSql.check(script, draft -> open.layer().check(draft))));
        }
        return report.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private int run(List<String> scripts) {
        try (OpenLayer open = root.open()) {
            ConnectionSql sql = open.sql();
            ResultPrinter printer = printer();
            AtomicBoolean allGood = new AtomicBoolean(true);
            scripts.forEach(script -> sql.run(script, result -> {
                printer.print(result);
                allGood.compareAndSet(true, result.isGood());
            }));
            return allGood.get() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int shell() {
        Path history = root.settings().store().directory().resolve("history");
        try (OpenLayer open = root.open();
                Terminal terminal = root.surroundings().terminal().orElseThrow().open()) {
            ResultPrinter printer = printer();
            new Shell(open.layer(), open.connections(), open.sql(), new Shell.Outlet(printer::print, failures()))
                    .run(terminal, history);
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal can not be opened", e);
        }
    }

    private ResultPrinter printer() {
        return new ResultPrinter(root.surroundings().out(), failures(), format);
    }

    private Failures failures() {
        return new Failures(root.surroundings().err(), root.detail());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(root.subcommand("sql"), message);
    }
}
