package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.OneLine;
import dev.mooring.connection.cli.output.ReportFormat;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests a connection stage by stage. */
@Command(name = "test", description = "Tests a connection stage by stage; exit code 1 unless it works.")
final class TestCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Mixin
    private ScopeOption scope = new ScopeOption();

    @Option(names = "--write", description = "also write an object of a unique name and remove it again")
    private boolean write;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    TestCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        PrintStream out = root.surroundings().out();
        TestOptions options = options();
        ProbeReport report;
        try (OpenLayer open = root.open()) {
            report = open.connections().test(name, options);
        }
        switch (format) {
            case TABLE -> conclude(out, report);
            case JSON -> out.println(Json.page(json(report)));
        }
        boolean works = report.outcome() == Outcome.PASSED || report.outcome() == Outcome.WARNING;
        return works ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private TestOptions options() {
        TestOptions options = TestOptions.readOnly();
        if (scope.given().isPresent()) {
            options = options.scope(scope.given().get());
        }
        if (write) {
            options = options.withWrite();
        }
        return format == ReportFormat.TABLE ? options.onResult(this::progress) : options;
    }

    private void progress(Result result) {
        PrintStream out = root.surroundings().out();
        out.printf(
                "%-8s %-12s %s (%d ms) %s%n",
                result.outcome(),
                result.stage(),
                OneLine.of(result.target()),
                result.took().toMillis(),
                OneLine.of(result.detail()));
        out.flush();
    }

    private static void conclude(PrintStream out, ProbeReport report) {
        out.printf(
                "%s: %s (%d ms)%n",
                report.connection(), report.outcome(), report.took().toMillis());
        for (Result result : report.results()) {
            if (result.code().isPresent() || result.remedy().isPresent()) {
                out.printf(
                        "  %s %s%s%s%n",
                        result.stage(),
                        result.code()
                                .map(ErrorCode::name)
                                .orElse(result.outcome().name()),
                        result.remedy().map(r -> ": " + OneLine.of(r)).orElse(""),
                        result.requestId()
                                .map(id -> " (request id " + OneLine.of(id) + ")")
                                .orElse(""));
            }
        }
    }

    private static ObjectNode json(ProbeReport report) {
        ObjectNode object = Json.object();
        object.put("connection", report.connection());
        object.put("outcome", report.outcome().name());
        object.put("milliseconds", report.took().toMillis());
        object.set(
                "results",
                Json.array(report.results().stream().map(TestCommand::json).toList()));
        return object;
    }

    private static ObjectNode json(Result result) {
        Optional<String> code = result.code().map(ErrorCode::name);
        ObjectNode object = Json.object();
        object.put("stage", result.stage().name());
        object.put("target", result.target());
        object.put("outcome", result.outcome().name());
        object.put("milliseconds", result.took().toMillis());
        object.put("detail", result.detail());
        object.set("requestId", Json.text(result.requestId()));
        object.set("code", Json.text(code));
        object.set("remedy", Json.text(result.remedy()));
        return object;
    }
}
