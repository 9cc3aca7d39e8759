package dev.mooring.connection.tck.emulator.aliyun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Emulates RAM's STS: AssumeRole and GetCallerIdentity. Any region is answered. */
public final class RamStsEmulator extends AliyunService {
    private static final Pattern ROLE_ARN = Pattern.compile("acs:ram::(\\d{1,20}):role/([A-Za-z0-9._-]{1,64})");
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final int LONGEST_POLICY = 2048;
    private static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);

    private final Clock clock;
    private final Function<String, Optional<AliyunAccount>> accounts;

    RamStsEmulator(Clock clock, Function<String, Optional<AliyunAccount>> accounts) {
        super("sts");
        this.clock = clock;
        this.accounts = accounts;
    }

    @Override
    AliyunOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new HashMap<>();
        if (request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            parameters.putAll(request.form());
        }
        request.query().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        List.of("Signature", "SecurityToken").forEach(parameters::remove);
        String action = request.header("x-acs-action").orElseGet(() -> parameters.getOrDefault("Action", ""));
        return new AliyunOperation(action, parameters);
    }

    @Override
    EmulatedResponse answer(AliyunCall call) {
        return switch (call.operation().name()) {
            case "AssumeRole" -> assumeRole(call);
            case "GetCallerIdentity" -> callerIdentity(call);
            default ->
                throw new AliyunFailure(
                        404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.");
        };
    }

    private EmulatedResponse assumeRole(AliyunCall call) {
        String arn = call.parameter("RoleArn");
        Matcher matcher = ROLE_ARN.matcher(arn);
        if (!matcher.matches()) {
            throw invalid("RoleArn", "The parameter RoleArn is wrongly formed.");
        }
        String sessionName = matching(call, "RoleSessionName", SESSION_NAME);
        Optional<String> externalId = call.optional("ExternalId").map(id -> matching(call, "ExternalId", EXTERNAL_ID));
        Optional<RamPolicy> policy = call.optional("Policy").map(RamStsEmulator::policy);
        AliyunRole role = accounts.apply(matcher.group(1))
                .flatMap(account -> account.role(arn))
                .orElseThrow(() -> new AliyunFailure(
                        404, "EntityNotExist.Role", "The role not exists: " + matcher.group(1) + ", " + arn + "."));
        Duration lifetime = lifetime(call, role);
        requireTrust(call, role, arn, externalId);
        AliyunAccount account = accounts.apply(matcher.group(1)).orElseThrow();
        List<RamPolicy> layers = new ArrayList<>(List.of(role.permissions()));
        policy.ifPresent(layers::add);
        String session = "acs:ram::" + account.id() + ":assumed-role/" + matcher.group(2) + "/" + sessionName;
        AliyunPrincipal principal = new AliyunPrincipal(account, session, arn, AliyunPrincipal.SESSION, layers);
        return session(call, principal, lifetime);
    }

    private EmulatedResponse session(AliyunCall call, AliyunPrincipal principal, Duration lifetime) {
        Instant expiry = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        RamKey key = principal.account().issue(principal, expiry);
        ObjectNode answer = GatewayAnswers.object().put("RequestId", call.requestId());
        answer.putObject("AssumedRoleUser")
                .put("Arn", principal.arn())
                .put("AssumedRoleId", "300000000000000000:" + call.parameter("RoleSessionName"));
        answer.putObject("Credentials")
                .put("AccessKeyId", key.id())
                .put("AccessKeySecret", key.secret().reveal())
                .put("SecurityToken", key.token().orElseThrow().reveal())
                .put("Expiration", expiry.toString());
        return GatewayAnswers.json(200, answer);
    }

    private EmulatedResponse callerIdentity(AliyunCall call) {
        AliyunPrincipal caller = call.caller();
        return GatewayAnswers.json(
                200,
                GatewayAnswers.object()
                        .put("RequestId", call.requestId())
                        .put("IdentityType", caller.kind())
                        .put("AccountId", caller.account().id())
                        .put("PrincipalId", "200000000000000000")
                        .put("Arn", caller.arn()));
    }

    private static void requireTrust(AliyunCall call, AliyunRole role, String arn, Optional<String> externalId) {
        Map<String, String> context = new HashMap<>();
        externalId.ifPresent(id -> context.put("sts:ExternalId", id));
        if (!call.caller().isAllowed("sts:AssumeRole", arn)) {
            throw new AliyunFailure(
                    403, "NoPermission", "You are not authorized to do this action. You should be authorized by RAM.");
        }
        if (!role.trust().allows(new RamRequest(call.caller(), "sts:AssumeRole", arn, context))) {
            throw new AliyunFailure(
                    403,
                    "NoPermission",
                    "No permission perform sts:AssumeRole on this Role. Maybe you are not authorized to perform"
                            + " sts:AssumeRole or the specified role does not trust you");
        }
    }

    private static Duration lifetime(AliyunCall call, AliyunRole role) {
        String text = call.optional("DurationSeconds").orElse("3600");
        if (!text.matches("\\d{1,9}")) {
            throw invalid("DurationSeconds", "The parameter DurationSeconds is wrongly formed.");
        }
        Duration lifetime = Duration.ofSeconds(Long.parseLong(text));
        if (lifetime.compareTo(SHORTEST_SESSION) < 0 || lifetime.compareTo(role.maxSession()) > 0) {
            throw invalid(
                    "DurationSeconds",
                    "The Min/Max value of DurationSeconds is 15min/"
                            + role.maxSession().toSeconds() + "s.");
        }
        return lifetime;
    }

    private static RamPolicy policy(String text) {
        if (text.isEmpty() || text.length() > LONGEST_POLICY) {
            throw new AliyunFailure(
                    400, "InvalidParameter.PolicySize", "The size of Policy must be 1 to " + LONGEST_POLICY + ".");
        }
        try {
            return RamPolicy.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AliyunFailure(
                    400,
                    "InvalidParameter.PolicyGrammar",
                    "The parameter Policy has not passed grammar check: " + e.getMessage());
        }
    }

    private static String matching(AliyunCall call, String name, Pattern pattern) {
        String value = call.parameter(name);
        if (!pattern.matcher(value).matches()) {
            throw invalid(name, "The parameter " + name + " is wrongly formed.");
        }
        return value;
    }

    private static AliyunFailure invalid(String parameter, String message) {
        return new AliyunFailure(400, "InvalidParameter." + parameter, message);
    }

    @Override
    AliyunFailure refusal(AliyunOperation operation, Rejection rejection) {
        return GatewayAnswers.refusal(rejection);
    }

    @Override
    AliyunFailure failure(AliyunFault kind) {
        return switch (kind) {
            case THROTTLED -> new AliyunFailure(400, "Throttling.User", "Request was denied due to user flow control.");
            case NOT_ACTIVATED, NO_ACCELERATION -> new AliyunFailure(403, "Forbidden", "The service is not activated.");
            case UNAVAILABLE, HANGING, RESET ->
                new AliyunFailure(503, "ServiceUnavailable", "The request has failed due to a temporary failure.");
        };
    }

    @Override
    EmulatedResponse render(AliyunFailure failure, String requestId) {
        return GatewayAnswers.render(failure, requestId);
    }
}
