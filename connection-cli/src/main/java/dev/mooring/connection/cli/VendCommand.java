package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Resource;
import dev.mooring.connection.Vended;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.ReportFormat;
import dev.mooring.connection.property.PropertyValues.Displayed;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Vends a credential and shows it, masked unless asked otherwise. */
@Command(name = "vend", description = "Vends a short-lived credential; shows its secrets only with --reveal.")
final class VendCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Mixin
    private ScopeOption scope = new ScopeOption();

    @Option(names = "--reveal", description = "print the secrets")
    private boolean reveal;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    VendCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        scope.given();
        try (OpenLayer open = root.open()) {
            AccessScope wanted = scope.required(open, name);
            Vended vended = open.connections().source(name, wanted).vended();
            print(wanted, vended);
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(AccessScope wanted, Vended vended) {
        if (reveal) {
            root.noteSecrets();
        }
        PrintStream out = root.surroundings().out();
        Map<String, String> fields =
                reveal ? CredentialFields.revealed(vended.credential()) : CredentialFields.masked(vended.credential());
        switch (format) {
            case TABLE -> lines(out, wanted, vended, fields);
            case JSON -> out.println(Json.page(json(wanted, vended, fields)));
        }
    }

    private static void lines(PrintStream out, AccessScope wanted, Vended vended, Map<String, String> fields) {
        fields.forEach((field, value) -> out.println(field + "=" + value.replaceAll("\\R", "\\\\n")));
        vended.credential().expiresAt().ifPresent(expiry -> out.println("expiresAt=" + expiry));
        out.println("scope=" + wanted);
        covers(vended).forEach(resource -> out.println("covers=" + resource));
        vended.details().display().forEach(detail -> out.println(detail.name() + "=" + detail.text()));
    }

    private ObjectNode json(AccessScope wanted, Vended vended, Map<String, String> fields) {
        ObjectNode object = Json.object();
        object.put("connection", name);
        object.set("scope", Json.texts(wanted.texts()));
        fields.forEach(object::put);
        object.set("expiresAt", Json.text(vended.credential().expiresAt().map(Object::toString)));
        object.set("covers", Json.texts(covers(vended)));
        ObjectNode details = object.putObject("details");
        for (Displayed detail : vended.details().display()) {
            details.put(detail.name(), detail.text());
        }
        return object;
    }

    private static List<String> covers(Vended vended) {
        return vended.covers().stream().map(Resource::toString).toList();
    }
}
