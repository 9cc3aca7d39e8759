package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.cli.output.ReportFormat;
import dev.mooring.connection.core.access.Principal;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says in whose name commands run. */
@Command(name = "whoami", description = "Says in whose name commands run, and by what access is controlled.")
final class WhoamiCommand implements Callable<Integer> {
    private final MooringCommand root;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; default table")
    private ReportFormat format = ReportFormat.TABLE;

    WhoamiCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings.Member member = root.settings().member();
        Principal principal = member.principal();
        List<String> roles = principal.roles().stream().sorted().toList();
        String access = member.administrators().isEmpty() ? "open" : "privileges";
        boolean isAdministrator = member.administrators().stream().anyMatch(each -> each.includes(principal));
        PrintStream out = root.surroundings().out();
        switch (format) {
            case TABLE -> {
                out.println("workspace=" + member.workspace());
                out.println("user=" + principal.user());
                out.println("roles=" + String.join(", ", roles));
                out.println("access=" + access);
                out.println("administrator=" + isAdministrator);
            }
            case JSON -> {
                ObjectNode object = Json.object();
                object.put("workspace", member.workspace());
                object.put("user", principal.user());
                object.set("roles", Json.texts(roles));
                object.put("access", access);
                object.put("administrator", isAdministrator);
                out.println(Json.page(object));
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
