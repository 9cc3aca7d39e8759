package dev.mooring.connection.cli;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says what a credential shall be able to do. */
final class ScopeOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--scope",
            paramLabel = "RESOURCE=ACTIONS",
            description = {
                "what the credential shall be able to do, e.g. s3://bucket/prefix/=READ,LIST; repeatable.",
                "'*' means everything the connection can"
            })
    private List<String> texts = new ArrayList<>();

    /** The given scope. One that can not be read is wrong usage. */
    Optional<AccessScope> given() {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AccessScope.parse(texts));
        } catch (ConnectionException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--scope: " + e.code().name() + ": " + e.getMessage() + System.lineSeparator() + "  remedy: "
                            + e.remedy());
        }
    }

    /** The given scope; where the issuer can not narrow, silence means everything. */
    AccessScope required(OpenLayer open, String name) {
        return given().orElseGet(() -> unnarrowed(open, open.connections().require(name)));
    }

    private static AccessScope unnarrowed(OpenLayer open, Connection connection) {
        if (open.type(connection.type()).scopes().narrowing() != Narrowing.NONE) {
            throw new ConnectionException(
                    ConnectionError.INVALID_SCOPE,
                    "a credential of connection " + connection.name() + " needs a scope",
                    "say what it is for with --scope RESOURCE=ACTIONS, or --scope '*' for everything the connection can");
        }
        return AccessScope.everything();
    }
}
