package dev.mooring.connection.cli;

import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.imports.GlueAccount;
import dev.mooring.connection.imports.GlueImport;
import dev.mooring.connection.imports.ImportItem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes over connections of AWS Glue. */
@Command(
        name = "glue",
        description = {
            "Takes over Glue connections from JSON: ConnectionInput, what create-connection takes, or what",
            "get-connections prints. With --from-account they are read from AWS."
        })
final class ImportGlueCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "file of JSON; standard input when absent or -")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--from-account",
            paramLabel = "CONNECTION",
            description = "read the account that this AWS connection of the workspace enters, and no file")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--account-region",
            paramLabel = "REGION",
            description = "region to read; the deployment's unless given")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--aws-connection",
            paramLabel = "CONNECTION",
            description = "AWS connection that shall read the secrets that SECRET_ID names")
    private Optional<String> awsConnection = Optional.empty();

    ImportGlueCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (account.isPresent() && file.isPresent()) {
            throw options.wrong("--from-account and a file exclude each other");
        }
        return options.run(root, this::items);
    }

    private List<ImportItem> items(OpenLayer open) {
        Settings settings = root.settings();
        Optional<String> where = region.or(() -> settings.deployment().region());
        String json = account.map(connection -> new GlueAccount(
                                open.connections(),
                                where.orElseThrow(() -> options.wrong("--account-region: say which region to read")),
                                Optional.ofNullable(
                                        settings.network().endpoints().get("glue")))
                        .read(connection))
                .orElseGet(() -> options.text(root, file));
        CatalogSettings catalog =
                CatalogSettings.over(open.layer().types()).reading(new CatalogSettings.Aws(awsConnection, where));
        return new GlueImport(catalog).read(json);
    }
}
