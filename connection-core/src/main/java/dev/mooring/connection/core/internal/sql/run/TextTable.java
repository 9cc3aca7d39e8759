package dev.mooring.connection.core.internal.sql.run;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws columns and rows as text, the way the published captures look: centred titles, cells aligned to the left. */
public final class TextTable {
    /** Columns that the published captures draw wider than their content. */
    private static final Map<String, Integer> NARROWEST = Map.of("type", 7, "info_name", 20, "info_value", 40);

    /** The captures centre this title as if one more blank belonged to it; kept, so that a diff with one is empty. */
    private static final Map<String, String> TITLES = Map.of("info_value", "info_value ");

    /** Columns that hold whole sentences. */
    private static final Set<String> SENTENCES = Set.of("detail", "remedy");

    private static final int SENTENCE_WIDTH = 48;

    private final List<String> columns;
    private final List<List<String>> rows;
    private final List<Integer> widths;

    private TextTable(List<String> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows.stream()
                .map(row -> row.stream().map(DisplayText::printable).toList())
                .flatMap(row -> wrapped(row).stream())
                .toList();
        this.widths = IntStream.range(0, columns.size()).mapToObj(this::width).toList();
    }

    /** The lines of the table. */
    public static List<String> lines(List<String> columns, List<List<String>> rows) {
        return new TextTable(columns, rows).lines();
    }

    private List<String> lines() {
        String rule = widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+", "+", "+"));
        List<String> lines = new ArrayList<>(List.of(rule, titles(), rule));
        if (!rows.isEmpty()) {
            rows.forEach(row -> lines.add(line(row)));
            lines.add(rule);
        }
        return lines;
    }

    /** The lines that a row takes: sentences are broken at blanks, so that a table of them stays readable. */
    private List<List<String>> wrapped(List<String> row) {
        List<List<String>> cells = IntStream.range(0, row.size())
                .mapToObj(i -> SENTENCES.contains(columns.get(i)) ? broken(row.get(i)) : List.of(row.get(i)))
                .toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(line -> cells.stream()
                        .map(cell -> line < cell.size() ? cell.get(line) : "")
                        .toList())
                .toList();
    }

    private static List<String> broken(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Splitter.on(' ').split(sentence)) {
            if (!line.isEmpty() && DisplayText.width(line + " " + word) > SENTENCE_WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String titles() {
        return line(IntStream.range(0, columns.size())
                .mapToObj(i -> centred(TITLES.getOrDefault(columns.get(i), columns.get(i)), widths.get(i)))
                .toList());
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> " " + padded(cells.get(i), widths.get(i)) + " ")
                .collect(Collectors.joining("|", "|", "|"));
    }

    private int width(int column) {
        String title = columns.get(column);
        int content = rows.stream()
                .mapToInt(row -> DisplayText.width(row.get(column)))
                .max()
                .orElse(0);
        return Math.max(Math.max(content, DisplayText.width(title)), NARROWEST.getOrDefault(title, 0));
    }

    private static String centred(String title, int width) {
        return " ".repeat((width - DisplayText.width(title)) / 2) + title;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - DisplayText.width(text));
    }
}
