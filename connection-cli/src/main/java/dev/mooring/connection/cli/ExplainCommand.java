package dev.mooring.connection.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.cli.output.Json;
import dev.mooring.connection.spi.VendPlan;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a vend would send. */
@Command(name = "explain", description = "Shows as JSON what a vend would send to the issuer, without sending it.")
final class ExplainCommand implements Callable<Integer> {
    private static final Set<String> NUMBERS = Set.of("durationSeconds", "policyCharacters");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");
    private static final String POLICY = "policy";

    private final MooringCommand root;

    @Parameters(paramLabel = "NAME", description = "the connection")
    private String name = "";

    @Mixin
    private ScopeOption scope = new ScopeOption();

    ExplainCommand(MooringCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        scope.given();
        try (OpenLayer open = root.open()) {
            Explanation explanation = open.connections().explain(name, scope.required(open, name));
            root.surroundings().out().println(Json.page(json(explanation)));
        }
        return CommandLine.ExitCode.OK;
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectNode object = Json.object();
        object.put("connection", explanation.connection());
        object.put("operation", explanation.operation());
        object.set("scope", Json.texts(explanation.scope().texts()));
        object.put("reach", explanation.reach());
        explanation.fields().forEach(field -> put(object, field));
        return object;
    }

    private static void put(ObjectNode object, VendPlan.Field field) {
        if (field.name().equals(POLICY)) {
            object.set(POLICY, Json.embedded(field.value()));
        } else if (NUMBERS.contains(field.name())
                && WHOLE_NUMBER.matcher(field.value()).matches()) {
            object.put(field.name(), Long.parseLong(field.value()));
        } else {
            object.put(field.name(), field.value());
        }
    }
}
