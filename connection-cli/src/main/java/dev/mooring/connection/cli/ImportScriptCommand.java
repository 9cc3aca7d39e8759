package dev.mooring.connection.cli;

import dev.mooring.connection.imports.DuckDbImport;
import dev.mooring.connection.imports.Importer;
import dev.mooring.connection.imports.SnowflakeImport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes over connections from a script of somebody else's SQL. */
@Command
final class ImportScriptCommand implements Callable<Integer> {
    private final MooringCommand root;
    private final Importer importer;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the script; standard input when absent or -")
    private Optional<String> file = Optional.empty();

    private ImportScriptCommand(MooringCommand root, Importer importer) {
        this.root = root;
        this.importer = importer;
    }

    static CommandLine duckDb(MooringCommand root) {
        return named("duckdb", "Takes over the CREATE SECRET statements of a DuckDB script.", root, new DuckDbImport());
    }

    static CommandLine snowflake(MooringCommand root) {
        return named(
                "snowflake",
                "Takes over the storage and API integrations of a Snowflake script.",
                root,
                new SnowflakeImport());
    }

    private static CommandLine named(String name, String description, MooringCommand root, Importer importer) {
        CommandLine line = new CommandLine(new ImportScriptCommand(root, importer));
        line.getCommandSpec().name(name).usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() {
        String text = options.text(root, file);
        return options.run(root, open -> importer.read(text));
    }
}
