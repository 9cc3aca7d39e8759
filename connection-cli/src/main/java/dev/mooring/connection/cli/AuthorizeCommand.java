package dev.mooring.connection.cli;

import dev.mooring.connection.Connection;
import dev.mooring.connection.credential.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Begins an authorization, or redeems the code that came of it. */
@Command(
        name = "authorize",
        description = {
            "Prints the address at which an account's owner gives consent; with --redeem, reads from",
            "standard input the code, or the whole address that the owner was sent back to."
        })
final class AuthorizeCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Option(names = "--redeem", description = "redeem the code that stands in the first line of standard input")
    private boolean redeem;

    AuthorizeCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenLayer open = root.open()) {
            if (redeem) {
                Connection connection = open.connections().authorize(name, code());
                root.surroundings().out().println("connection " + connection.name() + " is " + connection.state());
            } else {
                root.surroundings().out().println(open.connections().beginAuthorization(name));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Never an argument: the machine's list of processes shows those. */
    private Secret code() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(root.surroundings().in(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null || line.isBlank()) {
            throw new ParameterException(root.subcommand("authorize"), "standard input holds no code");
        }
        return Secret.of(line.strip());
    }
}
