package dev.mooring.connection.cli;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.property.PropertyValues;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Vends a credential and prints the environment variables by which other programs use it, for a shell to evaluate. */
@Command(
        name = "env",
        description = {
            "Vends a credential and prints it as exports of a shell, for programs such as psql:",
            "eval \"$(mooring env NAME --reveal)\". Without --reveal secrets stay out."
        })
final class EnvCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Mixin
    private ScopeOption scope = new ScopeOption();

    @Option(names = "--reveal", description = "export the secrets too")
    private boolean reveal;

    EnvCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        scope.given();
        try (OpenLayer open = root.open()) {
            Connection connection = open.connections().require(name);
            Vended vended =
                    open.connections().source(name, scope.required(open, name)).vended();
            PropertyValues environment = open.type(connection.type()).environment(vended);
            if (environment.values().isEmpty() && environment.secrets().isEmpty()) {
                throw new ConnectionException(
                        ConnectionError.NOT_SUPPORTED,
                        "what connection " + connection.name() + " of type " + connection.type()
                                + " vends has no environment variables",
                        "use mooring vend " + connection.name());
            }
            print(environment, vended);
        }
        return CommandLine.ExitCode.OK;
    }

    /** A masked value would be worse than none in the environment of a program: it stands in a comment. */
    private void print(PropertyValues environment, Vended vended) {
        PrintStream out = root.surroundings().out();
        environment.values().forEach((name, value) -> out.println(export(name, String.join(",", value.texts()))));
        if (reveal) {
            root.noteSecrets();
            CredentialFields.revealed(environment).forEach((name, value) -> out.println(export(name, value)));
        } else {
            environment.secrets().forEach((name, value) -> out.println("# export " + name + "='" + value + "'"));
        }
        vended.credential().expiresAt().ifPresent(expiry -> out.println("# until " + expiry));
    }

    private static String export(String name, String value) {
        return "export " + name + "='" + value.replace("'", "'\\''") + "'";
    }
}
