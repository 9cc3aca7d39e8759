package dev.mooring.connection.tck.emulator.aws;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Emulates Lambda: account settings, listing, describing and invoking functions, each of one account and region. */
public final class LambdaEmulator extends AwsService {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern FUNCTION = Pattern.compile("/2015-03-31/functions/([^/]+)(/invocations)?");
    private static final int LARGEST_PAGE = 50;

    private final List<Function> functions = new CopyOnWriteArrayList<>();

    private record Function(AwsAccount owner, String name, String region, String answer) {
        String arn() {
            return "arn:" + owner.partition() + ":lambda:" + region + ":" + owner.id() + ":function:" + name;
        }
    }

    LambdaEmulator() {
        super("lambda");
    }

    /** Adds a function that answers every invocation with the given JSON. */
    public void createFunction(AwsAccount owner, String name, String region, String answer) {
        functions.add(new Function(owner, name, region, answer));
    }

    /** A resource is a function's name under the scheme lambda, or its ARN. */
    boolean permits(AwsPrincipal principal, Action action, Resource resource) {
        return action == Action.INVOKE
                && functions.stream()
                        .filter(function -> function.owner() == principal.account())
                        .filter(function -> function.name().equals(resource.root())
                                || function.arn().equals(resource.toString()))
                        .anyMatch(function -> principal.isAllowed("lambda:InvokeFunction", function.arn()));
    }

    @Override
    AwsOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.query().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        request.header("x-amz-invocation-type").ifPresent(type -> parameters.put("InvocationType", type));
        String route = request.method() + " " + request.path().replaceFirst("/$", "");
        Matcher matcher = FUNCTION.matcher(request.path());
        if (matcher.matches()) {
            parameters.put("FunctionName", PercentEncoding.decode(matcher.group(1)));
            route = request.method() + (matcher.group(2) == null ? " function" : " invocations");
        }
        return new AwsOperation(
                switch (route) {
                    case "GET /2016-08-19/account-settings" -> "GetAccountSettings";
                    case "GET /2015-03-31/functions" -> "ListFunctions";
                    case "GET function" -> "GetFunction";
                    case "POST invocations" -> "Invoke";
                    default -> "Unknown";
                },
                parameters);
    }

    @Override
    EmulatedResponse answer(AwsCall call) {
        return switch (call.operation().name()) {
            case "GetAccountSettings" -> accountSettings(call);
            case "ListFunctions" -> list(call);
            case "GetFunction" -> describe(call);
            case "Invoke" -> invoke(call);
            default -> throw new AwsFailure(404, "UnknownOperationException", "the emulator knows no such operation");
        };
    }

    private EmulatedResponse accountSettings(AwsCall call) {
        require(call, "lambda:GetAccountSettings", "*");
        ObjectNode settings = JSON.createObjectNode();
        settings.putObject("AccountLimit")
                .put("TotalCodeSize", 80_530_636_800L)
                .put("CodeSizeUnzipped", 262_144_000)
                .put("CodeSizeZipped", 52_428_800)
                .put("ConcurrentExecutions", 1000)
                .put("UnreservedConcurrentExecutions", 1000);
        settings.putObject("AccountUsage")
                .put("TotalCodeSize", 0)
                .put("FunctionCount", visible(call).size());
        return json(200, settings);
    }

    private EmulatedResponse list(AwsCall call) {
        require(call, "lambda:ListFunctions", "*");
        int size = call.optional("MaxItems").map(LambdaEmulator::pageSize).orElse(LARGEST_PAGE);
        List<Function> all = visible(call);
        int start = call.optional("Marker").map(Integer::parseInt).orElse(0);
        int end = Math.min(start + size, all.size());
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("Functions");
        all.subList(start, end).forEach(function -> items.add(configuration(function)));
        if (end < all.size()) {
            page.put("NextMarker", String.valueOf(end));
        }
        return json(200, page);
    }

    private EmulatedResponse describe(AwsCall call) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("Configuration", configuration(required(call, "lambda:GetFunction")));
        return json(200, answer);
    }

    private EmulatedResponse invoke(AwsCall call) {
        Function function = required(call, "lambda:InvokeFunction");
        return switch (call.optional("InvocationType").orElse("RequestResponse")) {
            case "DryRun" -> EmulatedResponse.of(204, "");
            case "Event" -> EmulatedResponse.of(202, "");
            default ->
                EmulatedResponse.of(200, function.answer())
                        .header("X-Amz-Executed-Version", "$LATEST")
                        .header("Content-Type", "application/json");
        };
    }

    private Function required(AwsCall call, String action) {
        String name = call.parameter("FunctionName");
        AwsAccount account = call.caller().account();
        String simple = name.substring(name.lastIndexOf(':') + 1);
        Function asked = new Function(account, simple, call.verified().region(), "");
        String arn = name.startsWith("arn:") ? name : asked.arn();
        require(call, action, arn);
        return visible(call).stream()
                .filter(function -> function.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsFailure(404, "ResourceNotFoundException", "Function not found: " + arn));
    }

    private List<Function> visible(AwsCall call) {
        return functions.stream()
                .filter(function -> function.owner() == call.caller().account()
                        && function.region().equals(call.verified().region()))
                .toList();
    }

    private static void require(AwsCall call, String action, String resource) {
        if (!call.caller().isAllowed(action, resource)) {
            AwsFailure denied = AwsFailure.accessDenied(call.caller(), action, resource);
            throw new AwsFailure(403, "AccessDeniedException", denied.message());
        }
    }

    private static ObjectNode configuration(Function function) {
        return JSON.createObjectNode()
                .put("FunctionName", function.name())
                .put("FunctionArn", function.arn())
                .put("Runtime", "python3.13")
                .put("State", "Active");
    }

    private static int pageSize(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) == 0) {
            throw new AwsFailure(400, "InvalidParameterValueException", "MaxItems is from 1 to 10000");
        }
        return Math.min(Integer.parseInt(text), LARGEST_PAGE);
    }

    @Override
    AwsFailure refusal(AwsOperation operation, Rejection rejection) {
        return AwsFailure.refusedSignature(rejection);
    }

    @Override
    AwsFailure failure(AwsFault kind) {
        return switch (kind) {
            case THROTTLED -> new AwsFailure(429, "TooManyRequestsException", "Rate Exceeded.");
            case REGION_DISABLED -> AwsFailure.unrecognizedClient();
            case UNAVAILABLE, HANGING, RESET ->
                new AwsFailure(500, "ServiceException", "The Lambda service encountered an internal error.");
        };
    }

    @Override
    EmulatedResponse render(AwsFailure failure, String requestId) {
        ObjectNode body = JSON.createObjectNode().put("Type", "User").put("message", failure.message());
        EmulatedResponse response = json(failure.status(), body).header("x-amzn-ErrorType", failure.code());
        return failure.status() == 429 ? response.header("Retry-After", "1") : response;
    }

    private static EmulatedResponse json(int status, ObjectNode body) {
        return EmulatedResponse.of(status, body.toString()).header("Content-Type", "application/json");
    }
}
