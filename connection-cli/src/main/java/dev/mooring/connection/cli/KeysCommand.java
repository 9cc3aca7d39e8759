package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.OneLine;
import dev.mooring.connection.cli.output.ReportFormat;
import dev.mooring.connection.core.KeyEncryption;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.keys.KeyFinding;
import dev.mooring.connection.core.keys.KeyRotation;
import dev.mooring.connection.core.keys.SealVerification;
import dev.mooring.connection.core.keys.SealingKey;
import dev.mooring.connection.core.keys.UnopenedConnection;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Looks after the keys that connections are sealed under, of all workspaces. */
@Command(name = "keys", description = "Adds, rotates, verifies and retires the keys that connections are sealed under.")
final class KeysCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    KeysCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say list, add, rotate, verify, retire or encrypt");
    }

    @Command(name = "list", description = "The keys, and how many connections are sealed under each.")
    int list() {
        List<SealingKey> keys;
        try (OpenLayer open = root.open()) {
            keys = open.keys().list();
        }
        if (format == ReportFormat.JSON) {
            out().println(Json.page(
                    Json.array(keys.stream().map(KeysCommand::json).toList())));
        } else {
            keys.forEach(key -> out().println(key.id() + "  " + key.state() + "  " + key.connections() + " connections"
                    + (key.isInKeyring() ? "" : "  not in the keyring")));
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "add", description = "Adds a key, which is not used until the store is rotated to it.")
    int add() {
        String id;
        try (OpenLayer open = root.open()) {
            id = open.keys().add();
        }
        if (format == ReportFormat.JSON) {
            out().println(Json.page(Json.object().put("id", id)));
        } else {
            out().println("added key " + id + "; bring it to every process, then: mooring keys rotate");
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "rotate", description = "Puts all connections under the newest key, which becomes the current one.")
    int rotate(
            @Option(names = "--dry-run", description = "say what would be done, and change nothing") boolean isDry,
            @Option(names = "--lost", paramLabel = "KEY", description = "the current key, when it is lost for good")
                    Optional<String> lost) {
        if (isDry && lost.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--dry-run and --lost exclude each other");
        }
        KeyRotation rotation;
        try (OpenLayer open = root.open()) {
            rotation = isDry
                    ? open.keys().planRotation()
                    : lost.map(open.keys()::rotateWithout).orElseGet(open.keys()::rotate);
        }
        if (format == ReportFormat.JSON) {
            ObjectNode json = Json.object();
            json.set("from", Json.text(rotation.from()));
            json.put("to", rotation.to())
                    .put("connections", rotation.connections())
                    .put("dryRun", isDry);
            json.set("unopened", unopened(rotation.unopened()));
            out().println(Json.page(json));
        } else {
            out().println((isDry ? "would put " : "put ") + rotation.connections() + " connections under key "
                    + rotation.to());
            rotation.unopened().forEach(this::print);
        }
        return rotation.unopened().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(name = "verify", description = "Opens every connection, and names those that do not open.")
    int verify() {
        SealVerification verification;
        List<KeyFinding> findings;
        try (OpenLayer open = root.open()) {
            verification = open.keys().verify();
            findings = verification.findings();
        }
        if (format == ReportFormat.JSON) {
            ObjectNode json = Json.object();
            json.put("connections", verification.connections());
            json.set(
                    "findings",
                    Json.array(findings.stream().map(KeysCommand::json).toList()));
            json.set("unopened", unopened(verification.unopened()));
            out().println(Json.page(json));
        } else {
            findings.forEach(finding -> out().println(OneLine.of(finding.toString())));
            verification.unopened().forEach(this::print);
            out().println(verification.connections() - verification.unopened().size() + " of "
                    + verification.connections() + " connections open");
        }
        return verification.isClean() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(name = "retire", description = "Ends a key that no connection is sealed under.")
    int retire(@Parameters(paramLabel = "KEY", description = "its id") String id) {
        try (OpenLayer open = root.open()) {
            open.keys().retire(id);
        }
        if (format == ReportFormat.JSON) {
            out().println(Json.page(Json.object().put("id", id)));
        } else {
            out().println("retired key " + id);
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(name = "encrypt", description = "Encrypts the keyring beside the store by the key of --keyring kms:ARN.")
    int encrypt() {
        Settings settings = root.settings();
        KeyEncryption key = settings.keyring()
                .flatMap(place -> new KeyringPlace(place)
                        .outerKey(settings, root.surroundings().host()))
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "say --keyring kms:ARN"));
        Keyring.encrypt(KeyringPlace.file(settings), key);
        out().println("encrypted " + KeyringPlace.file(settings) + " by " + key.name());
        return CommandLine.ExitCode.OK;
    }

    private PrintStream out() {
        return root.surroundings().out();
    }

    private void print(UnopenedConnection each) {
        out().println(OneLine.of(
                each.code().name() + "  " + each.workspace() + "/" + each.name() + ": " + each.reason()));
    }

    private static ArrayNode unopened(List<UnopenedConnection> unopened) {
        return Json.array(unopened.stream()
                .map(each -> Json.object()
                        .put("workspace", each.workspace())
                        .put("connection", each.name())
                        .put("code", each.code().name())
                        .put("reason", each.reason()))
                .toList());
    }

    private static ObjectNode json(SealingKey key) {
        return Json.object()
                .put("id", key.id())
                .put("state", key.state().name())
                .put("inKeyring", key.isInKeyring())
                .put("connections", key.connections());
    }

    private static ObjectNode json(KeyFinding finding) {
        ObjectNode json = Json.object();
        json.set("key", Json.text(finding.keyId()));
        return json.put("message", finding.message()).put("remedy", finding.remedy());
    }
}
