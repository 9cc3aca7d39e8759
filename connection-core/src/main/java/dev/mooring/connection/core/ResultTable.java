package dev.mooring.connection.core;

import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.core.internal.sql.run.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a statement returns. Holds no secret.
 *
 * @param columns the names of the columns; none when the statement returns only a message
 * @param rows the rows, each with one text per column
 * @param message what the statement did
 * @param warnings what was tolerated in the statement and what is questionable in the connection, for people to read
 * @param outcome PASSED, or how the test ended that the statement ran
 */
public record ResultTable(
        List<String> columns,
        List<List<String>> rows,
        Optional<String> message,
        List<String> warnings,
        Outcome outcome) {

    /** Copies the lists; throws {@link IllegalArgumentException} when a row has not one text per column. */
    public ResultTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        warnings = List.copyOf(warnings);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " texts for " + columns.size() + " columns");
            }
        }
    }

    /** A table without a message. */
    public static ResultTable of(List<String> columns, List<List<String>> rows) {
        return new ResultTable(columns, rows, Optional.empty(), List.of(), Outcome.PASSED);
    }

    /** A message without a table. */
    public static ResultTable message(String text) {
        return new ResultTable(List.of(), List.of(), Optional.of(text), List.of(), Outcome.PASSED);
    }

    /** This table with a message. */
    public ResultTable saying(String text) {
        return new ResultTable(columns, rows, Optional.of(text), warnings, outcome);
    }

    /** This table with further warnings. */
    public ResultTable warnedOf(List<String> more) {
        return new ResultTable(
                columns,
                rows,
                message,
                Stream.concat(warnings.stream(), more.stream()).toList(),
                outcome);
    }

    /** This table of a test that ended so. */
    public ResultTable endedIn(Outcome end) {
        return new ResultTable(columns, rows, message, warnings, end);
    }

    /** Whether the statement did its work and, if it ran a test, the test found the connection to work. */
    public boolean isGood() {
        return outcome == Outcome.PASSED || outcome == Outcome.WARNING;
    }

    /**
     * The table as lines of text with the message below it, without a line end behind the last line and without the
     * warnings. East Asian wide characters count as two columns; control characters are shown as escapes.
     */
    public String toText() {
        List<String> lines = new ArrayList<>(columns.isEmpty() ? List.of() : TextTable.lines(columns, rows));
        message.ifPresent(lines::add);
        return String.join("\n", lines);
    }
}
