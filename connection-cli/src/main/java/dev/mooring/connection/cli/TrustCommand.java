package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.ReportFormat;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what the owner of a role pastes into their cloud. */
@Command(
        name = "trust",
        description = "Prints the trust policy and the permissions to paste into the role owner's cloud.")
final class TrustCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    TrustCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        TrustDocuments documents;
        try (OpenLayer open = root.open()) {
            documents = open.connections().trustPolicy(name);
        }
        PrintStream out = root.surroundings().out();
        switch (format) {
            case TABLE -> print(out, documents);
            case JSON -> out.println(Json.page(json(documents)));
        }
        return CommandLine.ExitCode.OK;
    }

    private static void print(PrintStream out, TrustDocuments documents) {
        for (TrustDocuments.Document document : documents.documents()) {
            out.println("== " + document.name() + " ==");
            out.println(document.purpose());
            out.println();
            out.println(document.text().strip());
            out.println();
        }
        out.println("== steps ==");
        List<String> steps = documents.steps();
        for (int i = 0; i < steps.size(); i++) {
            out.println((i + 1) + ". " + steps.get(i));
        }
    }

    private ObjectNode json(TrustDocuments documents) {
        ObjectNode object = Json.object();
        object.put("connection", name);
        object.set(
                "documents",
                Json.array(
                        documents.documents().stream().map(TrustCommand::json).toList()));
        object.set("steps", Json.texts(documents.steps()));
        return object;
    }

    private static ObjectNode json(TrustDocuments.Document document) {
        ObjectNode object = Json.object();
        object.put("name", document.name());
        object.put("purpose", document.purpose());
        object.set("document", Json.embedded(document.text()));
        return object;
    }
}
