package dev.mooring.connection.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.core.ResultTable;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the results of statements on standard output, their warnings on standard error. Used by one thread. */
public final class ResultPrinter {
    private final PrintStream out;
    private final Failures notes;
    private final TableFormat format;
    private boolean separate;

    /** Prints there in that format. */
    public ResultPrinter(PrintStream out, Failures notes, TableFormat format) {
        this.out = out;
        this.notes = notes;
        this.format = format;
    }

    /** Prints one result at once. */
    public void print(ResultTable table) {
        switch (format) {
            case TABLE -> out.print(table.toText() + "\n");
            case JSON -> out.print(Json.line(json(table)) + "\n");
            case CSV -> csv(table);
        }
        out.flush();
        if (format != TableFormat.JSON) {
            notes.warn(table.warnings());
        }
    }

    /** One object per result: columns, rows as objects, message and warnings, all always there. */
    private static ObjectNode json(ResultTable table) {
        ObjectNode object = Json.object();
        object.set("columns", Json.texts(table.columns()));
        object.set(
                "rows",
                Json.array(table.rows().stream()
                        .map(row -> row(table.columns(), row))
                        .toList()));
        object.set("message", Json.text(table.message()));
        object.set("warnings", Json.texts(table.warnings()));
        return object;
    }

    private static ObjectNode row(List<String> columns, List<String> texts) {
        ObjectNode row = Json.object();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), texts.get(i));
        }
        return row;
    }

    /** RFC 4180 with line feeds; an empty line between tables; a message is no row and goes to standard error. */
    private void csv(ResultTable table) {
        if (!table.columns().isEmpty()) {
            if (separate) {
                out.print("\n");
            }
            separate = true;
            out.print(csv(table.columns()));
            table.rows().forEach(row -> out.print(csv(row)));
        }
        table.message().ifPresent(notes::note);
    }

    private static String csv(List<String> texts) {
        return texts.stream().map(ResultPrinter::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
