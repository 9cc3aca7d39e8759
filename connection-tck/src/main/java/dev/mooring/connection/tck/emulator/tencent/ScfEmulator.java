package dev.mooring.connection.tck.emulator.tencent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Emulates SCF: listing namespaces, listing, describing and invoking functions, each of one account and region. */
public final class ScfEmulator extends ApiEmulator {
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int USUAL_PAGE = 20;

    private final List<Function> functions = new CopyOnWriteArrayList<>();

    /**
     * Where a function lives.
     *
     * @param owner the account
     * @param region its region
     * @param namespace its namespace
     */
    public record Place(TencentAccount owner, String region, String namespace) {}

    private record Function(Place place, String name, String answer) {
        String resource() {
            return ScfEmulator.resource(place, name);
        }
    }

    ScfEmulator() {
        super("scf", "2018-04-16");
    }

    /** Adds a function that answers every invocation with the given text, and its namespace. */
    public void createFunction(Place place, String name, String answer) {
        functions.add(new Function(place, name, answer));
    }

    /** A resource is a function's name under the scheme scf. */
    boolean permits(TencentPrincipal principal, Action action, Resource resource) {
        return action == Action.INVOKE
                && functions.stream()
                        .filter(function -> function.place.owner == principal.account())
                        .filter(function -> function.name.equals(resource.root()))
                        .anyMatch(function -> principal.isAllowed("scf:Invoke", function.resource()));
    }

    @Override
    EmulatedResponse answer(TencentCall call) {
        if (call.operation().region().isEmpty()) {
            throw TencentFailure.api("MissingParameter", "The request is missing a required parameter `Region`.");
        }
        return switch (call.operation().name()) {
            case "ListNamespaces" -> namespaces(call);
            case "ListFunctions" -> list(call);
            case "GetFunction" -> describe(call);
            case "Invoke" -> invoke(call);
            default -> throw unknownAction(call);
        };
    }

    private EmulatedResponse namespaces(TencentCall call) {
        require(
                call,
                "scf:ListNamespaces",
                "qcs::scf:" + call.operation().region() + ":uin/"
                        + call.caller().account().uin() + ":namespace");
        Set<String> names = names(call);
        int offset = number(call, "Offset", 0);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("Namespaces");
        names.stream()
                .skip(offset)
                .limit(number(call, "Limit", USUAL_PAGE))
                .forEach(name -> items.addObject().put("Name", name).put("Type", "default"));
        return answered(answer.put("TotalCount", names.size()), call.requestId());
    }

    private EmulatedResponse list(TencentCall call) {
        require(call, "scf:ListFunctions", resource(place(call), "*"));
        requireNamespace(call);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("Functions");
        List<Function> all = visible(call);
        all.stream().limit(number(call, "Limit", USUAL_PAGE)).forEach(function -> items.add(described(function)));
        return answered(answer.put("TotalCount", all.size()), call.requestId());
    }

    private EmulatedResponse describe(TencentCall call) {
        return answered(described(required(call, "scf:GetFunction")), call.requestId());
    }

    private EmulatedResponse invoke(TencentCall call) {
        Function function = required(call, "scf:Invoke");
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("Result")
                .put("InvokeResult", 0)
                .put("RetMsg", function.answer)
                .put("FunctionRequestId", call.requestId());
        return answered(answer, call.requestId());
    }

    private Function required(TencentCall call, String action) {
        String name = call.parameter("FunctionName");
        require(call, action, resource(place(call), name));
        requireNamespace(call);
        return visible(call).stream()
                .filter(function -> function.name.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        TencentFailure.api("ResourceNotFound.Function", "The function `" + name + "` does not exist."));
    }

    private void requireNamespace(TencentCall call) {
        String namespace = place(call).namespace;
        if (!names(call).contains(namespace)) {
            throw TencentFailure.api("ResourceNotFound.Namespace", "The namespace `" + namespace + "` does not exist.");
        }
    }

    private List<Function> visible(TencentCall call) {
        return functions.stream()
                .filter(function -> function.place.equals(place(call)))
                .toList();
    }

    private Set<String> names(TencentCall call) {
        Set<String> names = new TreeSet<>(Set.of(DEFAULT_NAMESPACE));
        functions.stream()
                .map(Function::place)
                .filter(place -> place.owner == call.caller().account()
                        && place.region.equals(call.operation().region()))
                .forEach(place -> names.add(place.namespace));
        return names;
    }

    private static Place place(TencentCall call) {
        return new Place(
                call.caller().account(),
                call.operation().region(),
                call.optional("Namespace").orElse(DEFAULT_NAMESPACE));
    }

    private static String resource(Place place, String function) {
        return "qcs::scf:" + place.region + ":uin/" + place.owner.uin() + ":namespace/" + place.namespace + "/function/"
                + function;
    }

    private static void require(TencentCall call, String action, String resource) {
        if (!call.caller().isAllowed(action, resource)) {
            throw denied(call, action, resource);
        }
    }

    private static ObjectNode described(Function function) {
        return JSON.createObjectNode()
                .put("FunctionName", function.name)
                .put("Namespace", function.place.namespace)
                .put("Runtime", "Python3.10")
                .put("Status", "Active");
    }

    private static int number(TencentCall call, String name, int usual) {
        String text = call.optional(name).orElse(String.valueOf(usual));
        if (!text.matches("\\d{1,5}")) {
            throw TencentFailure.api("InvalidParameterValue", "The value of `" + name + "` is illegal.");
        }
        return Integer.parseInt(text);
    }
}
