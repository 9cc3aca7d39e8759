package dev.mooring.connection.cli.shell;

import dev.mooring.connection.Connections;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.core.ResultTable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads statements from a terminal and runs them, until somebody leaves. A failure does not end it. */
public final class Shell {
    private static final Set<String> EXITS = Set.of("exit", "quit", "\\q");
    private static final String HELP = """
            End a statement with ';'. It may span lines. TAB completes. Ctrl-C drops what was typed.
              CREATE STORAGE CONNECTION name TYPE type PROPERTY = 'value' …;
              SHOW CONNECTIONS; DESC CONNECTION name; ALTER CONNECTION name SET PROPERTY = 'value';
              TEST CONNECTION name; DROP CONNECTION name;
            exit or Ctrl-D leaves. The history keeps no literal.""";

    private final ConnectionSql sql;
    private final StatementCompleter completer;
    private final Outlet outlet;

    /**
     * Where results go.
     *
     * @param results gets every result
     * @param failures prints failures
     */
    public record Outlet(Consumer<ResultTable> results, Failures failures) {}

    /** A shell on these connections. */
    public Shell(ConnectionLayer layer, Connections connections, ConnectionSql sql, Outlet outlet) {
        this.sql = sql;
        this.completer = new StatementCompleter(layer.types(), connections);
        this.outlet = outlet;
    }

    /** Runs until the end of input; keeps the history, of mode 600, in that file. */
    public void run(Terminal terminal, Path history) throws IOException {
        makePrivate(history);
        LineReader reader = LineReaderBuilder.builder()
                .appName("mooring")
                .terminal(terminal)
                .parser(new StatementLines())
                .completer(completer)
                .history(new RedactedHistory())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      -> ")
                // a '!' or a backslash in a literal is itself
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        while (goesOn(reader)) {
            // everything is done by then
        }
        reader.getHistory().save();
    }

    private boolean goesOn(LineReader reader) {
        try {
            return act(reader.readLine("mooring> ").strip());
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
    }

    private boolean act(String line) {
        String word = line.replaceFirst("\\s*;$", "").toLowerCase(Locale.ROOT);
        if (EXITS.contains(word)) {
            return false;
        }
        if (word.equals(StatementLines.HELP)) {
            outlet.results().accept(ResultTable.message(HELP));
        } else if (!word.isEmpty()) {
            execute(line);
        }
        return true;
    }

    /** What a statement throws is printed, whatever it is: the next one may be fine. */
    private void execute(String line) {
        try {
            sql.run(line, outlet.results());
        } catch (RuntimeException e) {
            outlet.failures().print(e);
        }
    }

    private static void makePrivate(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // made by an earlier shell
        }
    }
}
