package dev.mooring.connection.tck.emulator.aliyun;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Emulates Function Compute 3.0 in one region: listing, describing and invoking functions. */
public final class FcEmulator extends AliyunService {
    private static final String ROOT = "/2023-03-30";
    private static final Pattern FUNCTION = Pattern.compile(ROOT + "/functions/([^/]+)(/invocations)?");
    private static final int LARGEST_PAGE = 100;

    private final List<Function> functions = new CopyOnWriteArrayList<>();

    private record Function(AliyunAccount owner, String name, String region, String answer) {
        String arn() {
            return "acs:fc:" + region + ":" + owner.id() + ":functions/" + name;
        }
    }

    FcEmulator() {
        super("fc");
    }

    /** Adds a function that answers every invocation with the given text. */
    public void createFunction(AliyunAccount owner, String name, String region, String answer) {
        functions.add(new Function(owner, name, region, answer));
    }

    boolean permits(AliyunPrincipal principal, Action action, Resource resource) {
        return action == Action.INVOKE
                && functions.stream()
                        .filter(function -> function.owner() == principal.account())
                        .filter(function -> function.name().equals(resource.root()))
                        .anyMatch(function -> principal.isAllowed("fc:InvokeFunction", function.arn()));
    }

    @Override
    AliyunOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.query().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        Matcher matcher = FUNCTION.matcher(request.path());
        String route = request.method() + " " + request.path();
        if (matcher.matches()) {
            parameters.put("functionName", PercentEncoding.decode(matcher.group(1)));
            route = request.method() + (matcher.group(2) == null ? " function" : " invocations");
        }
        return new AliyunOperation(
                switch (route) {
                    case "GET " + ROOT + "/functions" -> "ListFunctions";
                    case "GET function" -> "GetFunction";
                    case "POST invocations" -> "InvokeFunction";
                    default -> "Unknown";
                },
                parameters);
    }

    @Override
    EmulatedResponse answer(AliyunCall call) {
        return switch (call.operation().name()) {
            case "ListFunctions" -> list(call);
            case "GetFunction" -> GatewayAnswers.json(200, described(required(call, "fc:GetFunction")));
            case "InvokeFunction" ->
                EmulatedResponse.of(200, required(call, "fc:InvokeFunction").answer())
                        .header("X-Fc-Request-Id", call.requestId())
                        .header("Content-Type", "application/json");
            default -> throw new AliyunFailure(404, "PathNotSupported", "the emulator knows no such path");
        };
    }

    private EmulatedResponse list(AliyunCall call) {
        AliyunAccount account = call.caller().account();
        require(call, "fc:ListFunctions", "acs:fc:*:" + account.id() + ":functions/*");
        ObjectNode page = GatewayAnswers.object();
        ArrayNode items = page.putArray("functions");
        String limit = call.optional("limit").orElse("20");
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LARGEST_PAGE) {
            throw new AliyunFailure(400, "InvalidArgument", "limit is from 1 to " + LARGEST_PAGE);
        }
        functions.stream()
                .filter(function -> function.owner() == account)
                .limit(Integer.parseInt(limit))
                .forEach(function -> items.add(described(function)));
        return GatewayAnswers.json(200, page);
    }

    private Function required(AliyunCall call, String action) {
        String name = call.parameter("functionName");
        AliyunAccount account = call.caller().account();
        Function found = functions.stream()
                .filter(function ->
                        function.owner() == account && function.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Function(account, name, "*", ""));
        require(call, action, found.arn());
        if (found.region().equals("*")) {
            throw new AliyunFailure(404, "FunctionNotFound", "function '" + name + "' does not exist");
        }
        return found;
    }

    private static void require(AliyunCall call, String action, String resource) {
        if (!call.caller().isAllowed(action, resource)) {
            throw new AliyunFailure(
                    403,
                    "AccessDenied",
                    "the caller is not authorized to perform '" + action + "' on resource '" + resource + "'");
        }
    }

    private static ObjectNode described(Function function) {
        return GatewayAnswers.object()
                .put("functionName", function.name())
                .put("functionArn", function.arn())
                .put("runtime", "python3.12");
    }

    @Override
    AliyunFailure refusal(AliyunOperation operation, Rejection rejection) {
        return GatewayAnswers.refusal(rejection);
    }

    @Override
    AliyunFailure failure(AliyunFault kind) {
        return switch (kind) {
            case THROTTLED -> new AliyunFailure(429, "ResourceThrottled", "Reserve resource exceeded limit");
            case NOT_ACTIVATED, NO_ACCELERATION ->
                new AliyunFailure(403, "AccessDenied", "FC service is not enabled for current user.");
            case UNAVAILABLE, HANGING, RESET ->
                new AliyunFailure(503, "ServiceUnavailable", "service is unavailable, please try again later");
        };
    }

    @Override
    EmulatedResponse render(AliyunFailure failure, String requestId) {
        return GatewayAnswers.render(failure, requestId);
    }
}
