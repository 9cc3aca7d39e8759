package dev.mooring.connection.cli;

import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.imports.AirflowImport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes over connections of Airflow. */
@Command(
        name = "airflow",
        description = {
            "Takes over Airflow connections: lines such as AIRFLOW_CONN_ORDERS=postgres://…, or one URI with",
            "--name. A URI among the arguments can be read in the list of processes: better is -f, or",
            "standard input."
        })
final class ImportAirflowCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Parameters(arity = "0..1", paramLabel = "URI", description = "one connection; standard input when absent or -")
    private Optional<String> uri = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "file of connections, UTF-8")
    private Optional<String> file = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "name of the connection, when a URI stands alone")
    private Optional<String> name = Optional.empty();

    ImportAirflowCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Optional<String> given = uri.filter(text -> !text.equals("-"));
        if (given.isPresent() && file.isPresent()) {
            throw options.wrong("a URI and -f exclude each other");
        }
        if (given.filter(text -> text.contains("@")).isPresent()) {
            new Failures(root.surroundings().err(), root.detail())
                    .note("the URI could be read in the list of processes; next time give it by -f or standard input");
        }
        String text = given.orElseGet(() -> options.text(root, file));
        AirflowImport importer = name.map(AirflowImport::named).orElseGet(AirflowImport::ofLines);
        return options.run(root, open -> importer.read(text));
    }
}
