package dev.mooring.connection.cli;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.catalog.CatalogSettings;
import dev.mooring.connection.glue.catalog.CatalogSettings.Passwords;
import dev.mooring.connection.glue.endpoint.EndpointKey;
import dev.mooring.connection.glue.endpoint.EndpointKeys;
import dev.mooring.connection.glue.endpoint.GlueEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves clients of AWS Glue until it is told to end. */
@Command(
        name = "glue",
        description = {
            "Serves clients of AWS Glue, such as boto3 and the AWS CLI: point them here with an endpoint URL and",
            "one of the access keys. Listens on 127.0.0.1 unless told otherwise, until it is interrupted."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  MOORING_GLUE_ACCESS_KEY_ID, MOORING_GLUE_SECRET_ACCESS_KEY",
            "                a key for --workspace and --user, beside those of --keys",
            "  MOORING_GLUE_TLS_PASSWORD",
            "                password of the store that --tls names"
        })
final class GlueCommand implements Callable<Integer> {
    private static final String KEY_ID = "MOORING_GLUE_ACCESS_KEY_ID";
    private static final String KEY_SECRET = "MOORING_GLUE_SECRET_ACCESS_KEY";
    private static final String TLS_PASSWORD = "MOORING_GLUE_TLS_PASSWORD";
    private static final int HIGHEST_PORT = 65_535;

    private final MooringCommand root;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", required = true, description = "port to listen on; 0 for any free one")
    private int port;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "access keys, a file of mode 600: on each line key id, secret, workspace, user")
    private Optional<Path> keys = Optional.empty();

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "address to listen on, default 127.0.0.1")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--tls", paramLabel = "FILE", description = "PKCS#12 store of the certificate to speak TLS with")
    private Optional<Path> tls = Optional.empty();

    @Option(
            names = "--plain",
            description = "let other machines send passwords in clear, because something else protects them")
    private boolean isPlain;

    @Option(
            names = "--give-passwords",
            description = "give passwords back unless HidePassword is true, as AWS does; else they never come back")
    private boolean givesPasswords;

    @Option(
            names = "--aws-connection",
            paramLabel = "CONNECTION",
            description = "AWS connection of each workspace that reads the secrets that SECRET_ID names")
    private Optional<String> awsConnection = Optional.empty();

    GlueCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("--port: expected a number from 0 to " + HIGHEST_PORT);
        }
        Settings settings = root.settings();
        try (OpenLayer open = root.open();
                GlueEndpoint endpoint = endpoint(open, settings)) {
            Failures notes = new Failures(root.surroundings().err(), root.detail());
            notes.note("serving Glue's clients at " + endpoint.address() + "; interrupt to end");
            root.surroundings().out().println(endpoint.address());
            root.surroundings().out().flush();
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        }
    }

    private GlueEndpoint endpoint(OpenLayer open, Settings settings) {
        CatalogSettings catalog = CatalogSettings.over(open.layer().types())
                .reading(new CatalogSettings.Aws(
                        awsConnection, settings.deployment().region()))
                .giving(givesPasswords ? Passwords.UNLESS_HIDDEN : Passwords.NEVER);
        GlueEndpoint.Builder builder = GlueEndpoint.serving(
                        open.layer()::workspace,
                        settings.deployment().account().map(catalog::ofAccount).orElse(catalog))
                .keys(EndpointKeys.of(
                        keys.map(EndpointKeys::read).orElseGet(EndpointKeys::of), environmentKey(settings)))
                .listen(new InetSocketAddress(address(), port));
        tls.map(this::context).ifPresent(builder::tls);
        if (isPlain) {
            builder.trustNetwork();
        }
        return builder.start();
    }

    private Optional<EndpointKey> environmentKey(Settings settings) {
        Optional<String> id = root.surroundings().host().variable(KEY_ID);
        Optional<String> secret = root.surroundings().host().variable(KEY_SECRET);
        if (id.isPresent() != secret.isPresent()) {
            throw wrong(KEY_ID + " and " + KEY_SECRET + " go together");
        }
        try {
            return id.map(given -> new EndpointKey(
                    given,
                    Secret.of(secret.orElseThrow()),
                    settings.member().workspace(),
                    settings.member().principal().user()));
        } catch (IllegalArgumentException e) {
            throw wrong(KEY_ID + ": " + e.getMessage());
        }
    }

    private InetAddress address() {
        try {
            return listen.isPresent() ? InetAddress.getByName(listen.get()) : InetAddress.getLoopbackAddress();
        } catch (UnknownHostException e) {
            throw wrong("--listen: expected an address of this machine");
        }
    }

    private SSLContext context(Path file) {
        char[] password = root.surroundings()
                .host()
                .variable(TLS_PASSWORD)
                .orElseThrow(() -> wrong("--tls needs the store's password in " + TLS_PASSWORD))
                .toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "the store of the endpoint's certificate can not be opened: " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    "check the file, and its password in " + TLS_PASSWORD);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
