package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Violation;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.OneLine;
import dev.mooring.connection.cli.output.ReportFormat;
import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.imports.ImportReport;
import dev.mooring.connection.imports.ImportReport.Entry;
import dev.mooring.connection.imports.ImportReport.Outcome;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what became of an import, without any value that was imported. Used by one thread. */
final class ImportReportPrinter {
    private final PrintStream out;
    private final Failures notes;
    private final Mood mood;

    /** Whether it was done, or only tried out. */
    enum Mood {
        DONE,
        TRIAL
    }

    ImportReportPrinter(PrintStream out, Failures notes, Mood mood) {
        this.out = out;
        this.notes = notes;
        this.mood = mood;
    }

    void print(ImportReport report, ReportFormat format) {
        switch (format) {
            case TABLE -> {
                if (!report.entries().isEmpty()) {
                    out.println(table(report).toText());
                }
                notes.note(summary(report));
            }
            case JSON -> out.println(Json.page(json(report)));
        }
        out.flush();
    }

    private String summary(ImportReport report) {
        List<String> counts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            counts.add(report.count(outcome) + " " + word(outcome));
        }
        return (mood == Mood.TRIAL ? "nothing was created; it would be: " : "") + String.join(", ", counts);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static ResultTable table(ImportReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : report.entries()) {
            List<String> told = told(entry);
            Optional<ConnectionDraft> draft = entry.item().draft();
            rows.add(List.of(
                    OneLine.of(entry.item().origin()),
                    draft.map(ConnectionDraft::name).orElse(""),
                    draft.map(ConnectionDraft::type).orElse(""),
                    word(entry.outcome()),
                    told.isEmpty() ? "" : told.get(0)));
            told.stream().skip(1).forEach(line -> rows.add(List.of("", "", "", "", line)));
        }
        return ResultTable.of(List.of("from", "connection", "type", "outcome", "what to know"), rows);
    }

    private static List<String> told(Entry entry) {
        List<String> told = new ArrayList<>();
        entry.item().problems().stream()
                .map(violation -> (violation.isError() ? "" : "left out: ") + violation)
                .forEach(told::add);
        entry.failure().ifPresent(failure -> told.add(Failures.headline(failure)));
        told.addAll(entry.item().changes());
        told.addAll(entry.warnings());
        return told.stream().map(OneLine::of).toList();
    }

    private ObjectNode json(ImportReport report) {
        ObjectNode json = Json.object();
        json.put("dryRun", mood == Mood.TRIAL);
        json.set(
                "items",
                Json.array(
                        report.entries().stream().map(ImportReportPrinter::json).toList()));
        return json;
    }

    private static ObjectNode json(Entry entry) {
        ObjectNode json = Json.object();
        json.put("from", entry.item().origin());
        json.set("connection", Json.text(entry.item().draft().map(ConnectionDraft::name)));
        json.set("type", Json.text(entry.item().draft().map(ConnectionDraft::type)));
        json.put("outcome", word(entry.outcome()));
        json.set(
                "problems",
                Json.texts(entry.item().problems().stream()
                        .map(Violation::toString)
                        .toList()));
        json.set("failure", Json.text(entry.failure().map(Failures::headline)));
        json.set("changes", Json.texts(entry.item().changes()));
        json.set("warnings", Json.texts(entry.warnings()));
        return json;
    }
}
