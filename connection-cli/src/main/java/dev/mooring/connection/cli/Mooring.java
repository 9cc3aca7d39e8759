package dev.mooring.connection.cli;

import dev.mooring.connection.cli.output.Failures;
import java.util.List;
import picocli.CommandLine;

/** The mooring command. */
public final class Mooring {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Mooring() {}

    /** Runs the command and ends the process: 0 when all went well, 1 when something failed, 2 for wrong usage. */
    public static void main(String[] args) {
        if (List.of(args).contains("--verbose")) {
            // before the first logger is made, for the level is read once
            System.setProperty(LOG_LEVEL, "info");
        }
        System.exit(run(Surroundings.ofProcess(), args));
    }

    static int run(Surroundings surroundings, String... args) {
        MooringCommand root = new MooringCommand(surroundings);
        try {
            return commandLine(root).execute(args);
        } catch (LinkageError | StackOverflowError e) {
            new Failures(surroundings.err(), root.detail()).print(e);
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static CommandLine commandLine(MooringCommand root) {
        CommandLine line = new CommandLine(root)
                .addSubcommand(new SqlCommand(root))
                .addSubcommand(new TypesCommand(root))
                .addSubcommand(new TestCommand(root))
                .addSubcommand(new VendCommand(root))
                .addSubcommand(new EnvCommand(root))
                .addSubcommand(new ExplainCommand(root))
                .addSubcommand(new TrustCommand(root))
                .addSubcommand(new AuthorizeCommand(root))
                .addSubcommand(new KeysCommand(root))
                .addSubcommand(new AuditCommand(root))
                .addSubcommand(new WhoamiCommand(root))
                .addSubcommand(ImportCommand.of(root))
                .addSubcommand(new GlueCommand(root));
        return line.setOut(root.surroundings().outWriter())
                .setErr(root.surroundings().errWriter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageFailures())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    new Failures(root.surroundings().err(), root.detail()).print(failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
