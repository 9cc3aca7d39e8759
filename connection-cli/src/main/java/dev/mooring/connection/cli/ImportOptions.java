package dev.mooring.connection.cli;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.ReportFormat;
import dev.mooring.connection.imports.ConnectionImport;
import dev.mooring.connection.imports.ImportItem;
import dev.mooring.connection.imports.ImportReport;
import dev.mooring.connection.imports.ImportReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all imports have in common: their options, where a text comes from, and the report. */
final class ImportOptions {
    private static final String STANDARD_INPUT = "-";

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--dry-run", description = "say what would become of them, and create nothing")
    private boolean isTrial;

    @Option(
            names = "--set",
            paramLabel = "PROPERTY=VALUE",
            description = "a property for all that lack it and have it, such as REGION; repeatable")
    private List<String> defaults = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    /** Reads items with what the open layer knows, takes them and prints what became of them. */
    int run(MooringCommand root, Function<OpenLayer, List<ImportItem>> reader) {
        List<RawProperty> given = defaults.stream().map(this::property).toList();
        try (OpenLayer open = root.open()) {
            List<ImportItem> items = reader.apply(open).stream()
                    .map(item -> item.completedBy(given, open.layer().types()))
                    .toList();
            ConnectionImport taking = isTrial
                    ? ConnectionImport.trial(open.connections(), open.layer()::check)
                    : ConnectionImport.into(open.connections());
            ImportReport report = taking.take(items);
            new ImportReportPrinter(
                            root.surroundings().out(),
                            new Failures(root.surroundings().err(), root.detail()),
                            isTrial ? ImportReportPrinter.Mood.TRIAL : ImportReportPrinter.Mood.DONE)
                    .print(report, format);
            return report.count(Outcome.FAILED) == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The text of a file, or of standard input for {@code -} and when no file is named. */
    String text(MooringCommand root, Optional<String> file) {
        return file.filter(name -> !name.equals(STANDARD_INPUT)).map(this::read).orElseGet(() -> standardInput(root));
    }

    private String read(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw wrong(name + " can not be read as UTF-8 text (" + e.getClass().getSimpleName() + ")");
        }
    }

    private String standardInput(MooringCommand root) {
        try {
            return StatementText.ofUtf8(root.surroundings().in().readAllBytes());
        } catch (CharacterCodingException e) {
            throw wrong("standard input is not UTF-8 text; convert it first");
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can not be read", e);
        }
    }

    private RawProperty property(String option) {
        int equals = option.indexOf('=');
        if (equals <= 0) {
            throw wrong("--set: expected PROPERTY=VALUE such as REGION=eu-west-1");
        }
        return RawProperty.of(option.substring(0, equals), option.substring(equals + 1));
    }

    /** That an argument is wrong, without it. */
    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
