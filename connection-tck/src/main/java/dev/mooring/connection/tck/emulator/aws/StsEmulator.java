package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Emulates STS: AssumeRole, GetFederationToken and GetCallerIdentity. Any region is answered. */
public final class StsEmulator extends AwsService {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String SESSION_NAME = "[\\w+=,.@-]{2,64}";
    private static final String EXTERNAL_ID = "[\\w+=,.@:/-]{2,1224}";
    private static final Duration LONGEST_ROLE_SESSION = Duration.ofHours(12);
    private static final Duration LONGEST_CHAINED_SESSION = Duration.ofHours(1);
    private static final Duration LONGEST_FEDERATED_SESSION = Duration.ofHours(36);

    private final Clock clock;
    private final Function<String, Optional<AwsAccount>> accounts;
    private volatile int packedPolicyLimit = Integer.MAX_VALUE;

    StsEmulator(Clock clock, Function<String, Optional<AwsAccount>> accounts) {
        super("sts");
        this.clock = clock;
        this.accounts = accounts;
    }

    /** Answers PackedPolicyTooLarge to session policies of more characters. */
    public void limitPackedPolicy(int characters) {
        packedPolicyLimit = characters;
    }

    @Override
    AwsOperation operation(EmulatedRequest request) {
        Map<String, String> parameters = new HashMap<>(request.form());
        request.query().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        return new AwsOperation(parameters.getOrDefault("Action", ""), parameters);
    }

    @Override
    EmulatedResponse answer(AwsCall call) {
        return switch (call.operation().name()) {
            case "AssumeRole" -> assumeRole(call);
            case "GetFederationToken" -> federationToken(call);
            case "GetCallerIdentity" -> callerIdentity(call);
            default ->
                throw new AwsFailure(
                        400,
                        "InvalidAction",
                        "Could not find operation " + call.operation().name() + " for version 2011-06-15");
        };
    }

    private EmulatedResponse assumeRole(AwsCall call) {
        StsParameters parameters = new StsParameters(call.operation());
        String arn = parameters.require("RoleArn", ".{20,2048}");
        String sessionName = parameters.require("RoleSessionName", SESSION_NAME);
        Optional<String> externalId = parameters.optional("ExternalId", EXTERNAL_ID);
        Duration lifetime = parameters.lifetime(LONGEST_ROLE_SESSION, Duration.ofHours(1));
        AwsAccount account = account(arn).orElseThrow(() -> denied(call, arn));
        AwsRole role = account.role(arn).orElseThrow(() -> denied(call, arn));
        requireTrust(call, role, arn, externalId);
        requireLifetime(call, role, lifetime);
        List<IamPolicy> layers = new ArrayList<>(List.of(role.permissions()));
        parameters.policy(account.partition(), packedPolicyLimit).ifPresent(layers::add);
        String simpleName = role.name().substring(role.name().lastIndexOf('/') + 1);
        AwsPrincipal session = new AwsPrincipal(
                account,
                account.arn("sts", "assumed-role/" + simpleName + "/" + sessionName),
                arn,
                AwsPrincipal.Kind.ROLE_SESSION,
                layers);
        XmlText xml = started("AssumeRole");
        credentials(xml, session, lifetime);
        xml.open("AssumedRoleUser")
                .leaf("AssumedRoleId", id("AROA", arn) + ":" + sessionName)
                .leaf("Arn", session.arn())
                .close();
        return finished(xml, call);
    }

    private EmulatedResponse federationToken(AwsCall call) {
        StsParameters parameters = new StsParameters(call.operation());
        String name = parameters.require("Name", "[\\w+=,.@-]{2,32}");
        Duration lifetime = parameters.lifetime(LONGEST_FEDERATED_SESSION, Duration.ofHours(12));
        AwsPrincipal caller = call.caller();
        if (caller.kind() != AwsPrincipal.Kind.USER) {
            throw new AwsFailure(403, "AccessDenied", "Cannot call GetFederationToken with session credentials");
        }
        AwsAccount account = caller.account();
        String arn = account.arn("sts", "federated-user/" + name);
        call.require("sts:GetFederationToken", arn);
        List<IamPolicy> layers = new ArrayList<>(caller.layers());
        // Unlike a role's session, a federated one without a policy of its own may do nothing.
        layers.add(parameters.policy(account.partition(), packedPolicyLimit).orElseGet(() -> new IamPolicy(List.of())));
        AwsPrincipal session = new AwsPrincipal(account, arn, arn, AwsPrincipal.Kind.FEDERATED_USER, layers);
        XmlText xml = started("GetFederationToken");
        credentials(xml, session, lifetime);
        xml.open("FederatedUser")
                .leaf("FederatedUserId", account.id() + ":" + name)
                .leaf("Arn", arn)
                .close();
        return finished(xml, call);
    }

    private EmulatedResponse callerIdentity(AwsCall call) {
        AwsPrincipal caller = call.caller();
        XmlText xml = started("GetCallerIdentity")
                .leaf("Arn", caller.arn())
                .leaf("UserId", id("AIDA", caller.arn()))
                .leaf("Account", caller.account().id());
        return finished(xml, call);
    }

    private static void requireTrust(AwsCall call, AwsRole role, String arn, Optional<String> externalId) {
        Map<String, String> context = new HashMap<>();
        externalId.ifPresent(id -> context.put("sts:ExternalId", id));
        List<String> actions = call.optional("Tags.member.1.Key").isPresent()
                ? List.of("sts:AssumeRole", "sts:TagSession")
                : List.of("sts:AssumeRole");
        for (String action : actions) {
            IamRequest request = new IamRequest(call.caller(), action, arn, context);
            if (role.trust().decide(request) != IamPolicy.Decision.ALLOWED
                    || !call.caller().isAllowed(action, arn)) {
                throw AwsFailure.accessDenied(call.caller(), action, arn);
            }
        }
    }

    private static void requireLifetime(AwsCall call, AwsRole role, Duration lifetime) {
        if (lifetime.compareTo(role.maxSession()) > 0) {
            throw new AwsFailure(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        boolean chained = call.caller().kind() == AwsPrincipal.Kind.ROLE_SESSION;
        if (chained && lifetime.compareTo(LONGEST_CHAINED_SESSION) > 0) {
            throw new AwsFailure(
                    400,
                    "ValidationError",
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
    }

    private Optional<AwsAccount> account(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length < 6 ? Optional.empty() : accounts.apply(parts[4]);
    }

    /** A role that does not exist is refused in the words of one that does not trust. */
    private static AwsFailure denied(AwsCall call, String arn) {
        return AwsFailure.accessDenied(call.caller(), "sts:AssumeRole", arn);
    }

    private void credentials(XmlText xml, AwsPrincipal session, Duration lifetime) {
        Instant expiry = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        SigningKey key = session.account().issue(session, expiry);
        xml.open("Credentials")
                .leaf("AccessKeyId", key.accessKeyId())
                .leaf("SecretAccessKey", key.secret().reveal())
                .leaf("SessionToken", key.sessionToken().orElseThrow().reveal())
                .leaf("Expiration", expiry)
                .close();
    }

    private static XmlText started(String operation) {
        return XmlText.root(operation + "Response", NAMESPACE).open(operation + "Result");
    }

    private static EmulatedResponse finished(XmlText xml, AwsCall call) {
        xml.close().open("ResponseMetadata").leaf("RequestId", call.requestId());
        return EmulatedResponse.of(200, xml.finished()).header("Content-Type", "text/xml");
    }

    private static String id(String prefix, String arn) {
        return prefix + SigningChain.sha256(arn).substring(0, 17).toUpperCase(Locale.ROOT);
    }

    @Override
    AwsFailure refusal(AwsOperation operation, Rejection rejection) {
        String message = String.valueOf(rejection.getMessage());
        return switch (rejection.reason()) {
            case UNSIGNED ->
                new AwsFailure(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            case MALFORMED -> new AwsFailure(400, "IncompleteSignature", message);
            case UNKNOWN_KEY, WRONG_TOKEN ->
                new AwsFailure(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
            case WRONG_SIGNATURE, SKEWED, WRONG_PAYLOAD -> new AwsFailure(403, "SignatureDoesNotMatch", message);
            case EXPIRED ->
                new AwsFailure(403, "ExpiredToken", "The security token included in the request is expired");
        };
    }

    @Override
    AwsFailure failure(AwsFault kind) {
        return switch (kind) {
            case THROTTLED -> new AwsFailure(400, "Throttling", "Rate exceeded");
            case REGION_DISABLED ->
                new AwsFailure(
                        403, "RegionDisabledException", "STS is not activated in this region for the role's account.");
            case UNAVAILABLE, HANGING, RESET ->
                new AwsFailure(
                        503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.");
        };
    }

    @Override
    EmulatedResponse render(AwsFailure failure, String requestId) {
        String xml = XmlText.root("ErrorResponse", NAMESPACE)
                .open("Error")
                .leaf("Type", failure.status() < 500 ? "Sender" : "Receiver")
                .leaf("Code", failure.code())
                .leaf("Message", failure.message())
                .close()
                .leaf("RequestId", requestId)
                .finished();
        return EmulatedResponse.of(failure.status(), xml).header("Content-Type", "text/xml");
    }
}
