package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.OneLine;
import dev.mooring.connection.cli.output.TableFormat;
import dev.mooring.connection.core.ConnectionSql.Checked;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Prints one line per checked statement and remembers whether one failed. Used by one thread. */
final class CheckReport {
    private final PrintStream out;
    private final Failures notes;
    private final TableFormat format;
    private int printed;
    private boolean failed;

    CheckReport(PrintStream out, Failures notes, TableFormat format) {
        this.out = out;
        this.notes = notes;
        this.format = format;
    }

    void print(List<Checked> statements) {
        statements.forEach(this::print);
        out.flush();
    }

    boolean failed() {
        return failed;
    }

    private void print(Checked statement) {
        printed++;
        failed |= statement.failure().isPresent();
        if (format == TableFormat.JSON) {
            out.print(Json.line(json(statement)) + "\n");
        } else {
            out.print(statement.failure().map(f -> headline(statement, f)).orElseGet(() -> "OK " + kind(statement))
                    + "\n");
            notes.warn(statement.warnings().stream().map(Violation::toString).toList());
        }
    }

    private static String headline(Checked statement, ConnectionException failure) {
        return Failures.headline(failure.at(statement.position()));
    }

    private static String kind(Checked statement) {
        return statement.verb().map(Enum::name).orElse("");
    }

    private ObjectNode json(Checked statement) {
        Optional<ConnectionException> failure = statement.failure();
        SourcePosition place = failure.flatMap(ConnectionException::position).orElse(statement.position());
        ObjectNode object = Json.object();
        object.put("statement", printed);
        object.put("ok", failure.isEmpty());
        object.set("kind", Json.text(statement.verb().map(Enum::name)));
        object.put("line", place.line());
        object.put("column", place.column());
        object.set("code", Json.text(failure.map(f -> f.code().name())));
        object.set("message", Json.text(failure.map(f -> OneLine.of(String.valueOf(f.getMessage())))));
        object.set("remedy", Json.text(failure.map(ConnectionException::remedy)));
        object.set(
                "warnings",
                Json.texts(
                        statement.warnings().stream().map(Violation::toString).toList()));
        return object;
    }
}
