package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.ResultPrinter;
import dev.mooring.connection.cli.output.TableFormat;
import dev.mooring.connection.core.ResultTable;
import dev.mooring.connection.spi.ConnectionType;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the installed types, or tells all about one. */
@Command(name = "types", description = "Lists the installed types, or the properties of one.")
final class TypesCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "a type's name or alias, in any letter case")
    private Optional<String> wanted = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private TableFormat format = TableFormat.TABLE;

    TypesCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Failures notes = new Failures(root.surroundings().err(), root.detail());
        try (OpenLayer open = root.openWithoutStore()) {
            open.layer().brokenProviders().forEach(broken -> notes.warn(List.of("provider " + broken.toString())));
            List<ConnectionType> types = open.layer().types();
            if (wanted.isEmpty()) {
                list(types, notes);
            } else {
                describe(named(types, wanted.get()), notes);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void list(List<ConnectionType> types, Failures notes) {
        if (format == TableFormat.JSON) {
            print(types, TypeReference::identity);
            return;
        }
        List<List<String>> rows = types.stream()
                .map(ConnectionType::id)
                .map(id -> List.of(
                        id.category().name(),
                        id.name(),
                        id.cloud().map(Cloud::id).orElse("any"),
                        String.join(", ", id.aliases())))
                .toList();
        new ResultPrinter(root.surroundings().out(), notes, format)
                .print(ResultTable.of(List.of("category", "type", "cloud", "aliases"), rows));
    }

    private void describe(List<ConnectionType> types, Failures notes) {
        PrintStream out = root.surroundings().out();
        switch (format) {
            case TABLE ->
                out.println(String.join(
                        "\n\n", types.stream().map(TypeReference::page).toList()));
            case JSON -> print(types, TypeReference::json);
            case CSV -> {
                ResultPrinter printer = new ResultPrinter(out, notes, format);
                types.forEach(type -> printer.print(TypeReference.table(type)));
            }
        }
    }

    private void print(List<ConnectionType> types, Function<ConnectionType, ObjectNode> json) {
        root.surroundings()
                .out()
                .println(Json.page(Json.array(types.stream().map(json).toList())));
    }

    private static List<ConnectionType> named(List<ConnectionType> types, String name) {
        List<ConnectionType> named =
                types.stream().filter(type -> isNamed(type.id(), name)).toList();
        if (named.isEmpty()) {
            throw unknown(types, name);
        }
        return named;
    }

    /** By its name, or as pages and messages write it, with its category in front. */
    private static boolean isNamed(TypeId id, String name) {
        int slash = name.indexOf('/');
        return id.isNamed(name.substring(slash + 1))
                && (slash < 0 || id.category().name().equalsIgnoreCase(name.substring(0, slash)));
    }

    private static ConnectionException unknown(List<ConnectionType> types, String name) {
        List<String> names =
                types.stream().map(type -> type.id().name()).distinct().toList();
        Optional<String> near = NearestName.of(name.substring(name.indexOf('/') + 1), names);
        return new ConnectionException(
                ConnectionError.UNKNOWN_TYPE,
                "no installed provider has the type " + name,
                near.map(type -> "did you mean " + type + "? ").orElse("")
                        + "installed: " + String.join(", ", names)
                        + "; --plugins adds the jar of another provider");
    }
}
