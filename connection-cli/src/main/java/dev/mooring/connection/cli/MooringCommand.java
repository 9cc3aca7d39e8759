package dev.mooring.connection.cli;

import dev.mooring.connection.cli.output.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: options that all subcommands share. Without a subcommand it is the shell. */
@Command(
        name = "mooring",
        description = {
            "Named connections that keep third-party credentials sealed, prove that they work",
            "and hand out short-lived ones."
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ProductVersion.class,
        usageHelpAutoWidth = true,
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  MOORING_HOME  directory of the store, default ~/.mooring",
            "  MOORING_STORE_USER, MOORING_STORE_PASSWORD, MOORING_STORE_SCHEMA",
            "                the role, its password and the schema (default mooring) of a",
            "                store in a database; its keyring stays in MOORING_HOME",
            "  MOORING_AWS_ACCESS_KEY_ID, MOORING_AWS_SECRET_ACCESS_KEY,",
            "  MOORING_AWS_SESSION_TOKEN",
            "                the platform's own identity in AWS, which customers' roles",
            "                trust; for another cloud with its name in place of AWS.",
            "                AWS_* is never read.",
            "Exit codes: 0 done, 1 a statement or a check failed, 2 wrong usage."
        })
final class MooringCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--store",
            paramLabel = "DIR|URL",
            scope = ScopeType.INHERIT,
            description = {
                "directory of the store, made with mode 700 if absent, or the URL of a database,",
                "jdbc:postgresql://host/name [env MOORING_STORE, MOORING_HOME]"
            })
    private Optional<String> store = Optional.empty();

    @Option(
            names = "--keyring",
            paramLabel = "PLACE",
            scope = ScopeType.INHERIT,
            description = "keys of the store: FILE, env:NAME, or kms:ARN for keyring.json encrypted by an AWS KMS key")
    private Optional<String> keyring = Optional.empty();

    @Option(
            names = "--cloud",
            paramLabel = "CLOUD",
            scope = ScopeType.INHERIT,
            description = "cloud this deployment runs in; none means anywhere [env MOORING_CLOUD]")
    private Optional<String> cloud = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            scope = ScopeType.INHERIT,
            description = "the deployment's region [env MOORING_REGION]")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "the deployment's account, which roles trust [env MOORING_ACCOUNT]")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--workspace",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "workspace of the connections, default 'default' [env MOORING_WORKSPACE]")
    private Optional<String> workspace = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "acting user, default the system's; creator of what it creates [env MOORING_USER]")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "a role that the acting user has; repeatable [env MOORING_ROLES, separated by commas]")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = "--administrator",
            paramLabel = "USER|role:NAME",
            scope = ScopeType.INHERIT,
            description = {
                "control access by privileges, which this user or role may give; repeatable",
                "[env MOORING_ADMINISTRATORS, separated by commas]; without any, everybody may do everything"
            })
    private List<String> administrators = new ArrayList<>();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "directory with the jars of further providers [env MOORING_PLUGINS]")
    private Optional<String> plugins = Optional.empty();

    @Option(
            names = "--files",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "let properties such as certificates and keytabs name files below it; repeatable")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--endpoint",
            paramLabel = "SERVICE=URL",
            scope = ScopeType.INHERIT,
            description = "send calls of a service elsewhere, e.g. sts=http://127.0.0.1:9000; repeatable")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--admit-address",
            paramLabel = "ADDRESS",
            scope = ScopeType.INHERIT,
            description = "let connections reach this link-local or metadata address; repeatable")
    private List<String> admitted = new ArrayList<>();

    @Option(
            names = "--admit-issuer",
            paramLabel = "HOST",
            scope = ScopeType.INHERIT,
            description = "let the service identity sign requests to this STS_ENDPOINT of a connection; repeatable")
    private List<String> issuers = new ArrayList<>();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "print stack traces of failures, and what is logged")
    private boolean verbose;

    MooringCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (surroundings.terminal().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
        return new SqlCommand(this).call();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Failures.Detail detail() {
        return verbose ? Failures.Detail.STACK_TRACE : Failures.Detail.MESSAGE;
    }

    /** What options and environment say together; an option wins. */
    Settings settings() {
        Settings.Reader reader = new Settings.Reader(spec.commandLine(), surroundings.host());
        return new Settings(
                reader.store(store),
                keyring,
                reader.deployment(cloud, region, account),
                reader.member(workspace, user, roles, administrators),
                reader.directories(plugins, files),
                new Settings.Network(reader.endpoints(endpoints), reader.addresses(admitted), reader.issuers(issuers)));
    }

    /** The layer over the store, which is made if absent. */
    OpenLayer open() {
        return OpenLayer.overStore(settings(), surroundings.host(), pluginJars());
    }

    /** A layer that looks at no store. */
    OpenLayer openWithoutStore() {
        return OpenLayer.withoutStore(settings(), surroundings.host(), pluginJars());
    }

    /** Says, before they are printed, that secrets stay in a terminal's memory. */
    void noteSecrets() {
        if (surroundings.terminal().isPresent()) {
            new Failures(surroundings.err(), detail())
                    .note("secrets follow on this terminal; they stay in its scroll-back");
        }
    }

    private PluginJars pluginJars() {
        return new PluginJars(new Failures(surroundings.err(), detail()));
    }

    /** The subcommand of that name, for what is wrong with its arguments. */
    CommandLine subcommand(String name) {
        return spec.commandLine().getSubcommands().getOrDefault(name, spec.commandLine());
    }
}
