package dev.mooring.connection.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes over connections that stand in somebody else's form. */
@Command(
        name = "import",
        description = {
            "Takes over connections of AWS Glue, Airflow, DuckDB or Snowflake, and says what it took,",
            "what it changed and what it could not take. What is there already stays as it is."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** This command with one below it for each form. */
    static CommandLine of(MooringCommand root) {
        return new CommandLine(new ImportCommand())
                .addSubcommand(new ImportGlueCommand(root))
                .addSubcommand(new ImportAirflowCommand(root))
                .addSubcommand(ImportScriptCommand.duckDb(root))
                .addSubcommand(ImportScriptCommand.snowflake(root));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say whose connections: import glue, airflow, duckdb or snowflake");
    }
}
