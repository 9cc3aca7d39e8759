package dev.mooring.connection.tck.emulator.tencent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Decision;
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

/** Emulates STS: AssumeRole, GetFederationToken and GetCallerIdentity. Any region is answered, none is not. */
public final class StsEmulator extends ApiEmulator {
    private static final String SESSION_NAME = "[\\w+=,.@-]{2,128}";
    private static final String EXTERNAL_ID = "[\\w+=,.@:/-]{2,128}";
    private static final Pattern ROLE = Pattern.compile("qcs::cam::uin/(\\d{1,20}):roleName/[\\w+=,.@-]{1,128}");
    private static final Pattern OWNER = Pattern.compile("qcs:[^:]*:[^:]*:[^:]*:u(in|id)/(\\d+):.*", Pattern.DOTALL);
    private static final Duration LONGEST_ROLE_SESSION = Duration.ofHours(12);
    private static final Duration LONGEST_FEDERATED_SESSION = Duration.ofHours(36);

    private final Clock clock;
    private final Function<String, Optional<TencentAccount>> accounts;
    private volatile int policyLimit = Integer.MAX_VALUE;

    StsEmulator(Clock clock, Function<String, Optional<TencentAccount>> accounts) {
        super("sts", "2018-08-13");
        this.clock = clock;
        this.accounts = accounts;
    }

    /** Refuses session policies of more characters; Tencent Cloud does not publish its limit. */
    public void limitPolicy(int characters) {
        policyLimit = characters;
    }

    @Override
    EmulatedResponse answer(TencentCall call) {
        if (call.operation().region().isEmpty()) {
            throw parameter("The parameter `Region` is missing.");
        }
        return switch (call.operation().name()) {
            case "AssumeRole" -> assumeRole(call);
            case "GetFederationToken" -> federationToken(call);
            case "GetCallerIdentity" -> callerIdentity(call);
            default -> throw unknownAction(call);
        };
    }

    private EmulatedResponse assumeRole(TencentCall call) {
        String arn = require(call, "RoleArn", ".{1,512}");
        String sessionName = require(call, "RoleSessionName", SESSION_NAME);
        Optional<String> externalId = optional(call, "ExternalId", EXTERNAL_ID);
        Matcher read = ROLE.matcher(arn);
        if (!read.matches()) {
            throw parameter("The RoleArn is malformed.");
        }
        TencentAccount account = accounts.apply(read.group(1)).orElseThrow(StsEmulator::noRole);
        TencentRole role = account.role(arn).orElseThrow(StsEmulator::noRole);
        requireTrust(call, role, arn, externalId);
        Duration lifetime = lifetime(call, Duration.ofHours(2), LONGEST_ROLE_SESSION);
        if (lifetime.compareTo(role.maxSession()) > 0) {
            throw overTime();
        }
        List<CamPolicy> layers = new ArrayList<>(List.of(role.permissions()));
        policy(call, account).ifPresent(layers::add);
        TencentPrincipal session = new TencentPrincipal(
                account,
                "qcs::sts::uin/" + account.uin() + ":assumed-role/" + role.name() + "/" + sessionName,
                TencentPrincipal.Kind.ROLE_SESSION,
                layers);
        return credentials(call, session, lifetime);
    }

    private EmulatedResponse federationToken(TencentCall call) {
        String name = require(call, "Name", "[A-Za-z0-9,.@_-]{1,128}");
        Duration lifetime = lifetime(call, Duration.ofMinutes(30), LONGEST_FEDERATED_SESSION);
        TencentPrincipal caller = call.caller();
        if (caller.kind() != TencentPrincipal.Kind.USER) {
            throw TencentFailure.api("AuthFailure.UnauthorizedOperation", "Temporary keys can not be federated.");
        }
        TencentAccount account = caller.account();
        if (!caller.isAllowed("sts:GetFederationToken", account.arn("federated-user/" + name))) {
            throw denied(call, "sts:GetFederationToken", account.arn("federated-user/" + name));
        }
        List<CamPolicy> layers = new ArrayList<>(caller.layers());
        layers.add(policy(call, account).orElseThrow(() -> parameter("The parameter `Policy` is missing.")));
        TencentPrincipal session = new TencentPrincipal(
                account,
                "qcs::sts::uin/" + account.uin() + ":federated-user/" + name,
                TencentPrincipal.Kind.FEDERATED_USER,
                layers);
        return credentials(call, session, lifetime);
    }

    private static EmulatedResponse callerIdentity(TencentCall call) {
        TencentPrincipal caller = call.caller();
        ObjectNode answer = JSON.createObjectNode()
                .put("Arn", caller.arn())
                .put("AccountId", caller.account().uin())
                .put("UserId", caller.account().uin())
                .put("PrincipalId", caller.account().uin())
                .put("Type", "CAMUser");
        return answered(answer, call.requestId());
    }

    private static void requireTrust(TencentCall call, TencentRole role, String arn, Optional<String> externalId) {
        Map<String, String> context = new HashMap<>();
        externalId.ifPresent(id -> context.put("sts:external_id", id));
        CamRequest request = new CamRequest(call.caller(), "sts:AssumeRole", arn, context);
        if (role.trust().decide(request) != Decision.ALLOWED || !call.caller().isAllowed("sts:AssumeRole", arn)) {
            throw denied(call, "sts:AssumeRole", arn);
        }
    }

    private static Duration lifetime(TencentCall call, Duration usual, Duration longest) {
        String text = call.optional("DurationSeconds").orElse(String.valueOf(usual.toSeconds()));
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw parameter("The parameter `DurationSeconds` is illegal.");
        }
        Duration lifetime = Duration.ofSeconds(Long.parseLong(text));
        if (lifetime.compareTo(longest) > 0) {
            throw overTime();
        }
        return lifetime;
    }

    /** The session policy, which callers encode once as in a URL. */
    private Optional<CamPolicy> policy(TencentCall call, TencentAccount account) {
        return call.optional("Policy").map(text -> {
            String document = PercentEncoding.decode(text.replace('+', ' '));
            if (document.length() > policyLimit) {
                throw TencentFailure.api("InvalidParameter.PolicyTooLong", "The policy is too long.");
            }
            CamPolicy policy = parsed(document);
            policy.resources().forEach(resource -> requireOwn(resource, account));
            return policy;
        });
    }

    private static CamPolicy parsed(String document) {
        try {
            return CamPolicy.parse(document);
        } catch (CamPolicyReader.IllegalResource e) {
            throw TencentFailure.api("InvalidParameter.ResouceError", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw TencentFailure.api("InvalidParameter.StrategyFormatError", String.valueOf(e.getMessage()));
        }
    }

    private static void requireOwn(String resource, TencentAccount account) {
        Matcher read = OWNER.matcher(resource);
        String own = read.matches() && read.group(1).equals("in") ? account.uin() : account.appId();
        if (read.matches() && !read.group(2).equals(own)) {
            throw TencentFailure.api(
                    "InvalidParameter.GrantOtherResource", "The policy grants resources of another account.");
        }
    }

    private static String require(TencentCall call, String name, String regex) {
        return optional(call, name, regex).orElseThrow(() -> parameter("The parameter `" + name + "` is missing."));
    }

    private static Optional<String> optional(TencentCall call, String name, String regex) {
        Optional<String> value = call.optional(name);
        if (value.filter(text -> !text.matches(regex)).isPresent()) {
            throw parameter("The parameter `" + name + "` does not match " + regex + ".");
        }
        return value;
    }

    private EmulatedResponse credentials(TencentCall call, TencentPrincipal session, Duration lifetime) {
        Instant expiry = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        SigningKey key = session.account().issue(session, expiry);
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("Credentials")
                .put("Token", key.token().orElseThrow().reveal())
                .put("TmpSecretId", key.secretId())
                .put("TmpSecretKey", key.secretKey().reveal());
        answer.put("ExpiredTime", expiry.getEpochSecond()).put("Expiration", expiry.toString());
        return answered(answer, call.requestId());
    }

    private static TencentFailure noRole() {
        return TencentFailure.api("InternalError.GetRoleError", "role not exist");
    }

    private static TencentFailure overTime() {
        return TencentFailure.api(
                "InvalidParameter.OverTimeError", "DurationSeconds exceeds the maximum session duration.");
    }

    private static TencentFailure parameter(String message) {
        return TencentFailure.api("InvalidParameter.ParamError", message);
    }
}
