package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.Issued;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.spi.VendPlan;
import dev.mooring.connection.spi.VendPlan.Field;
import dev.mooring.connection.spi.VendRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Vends tokens. */
final class TokenVendor implements CredentialVendor {
    private static final Duration FOREVER = Duration.ofMinutes(10);

    private final ProviderContext context;
    private final Set<Flaw> flaws;
    private volatile String lastSessionName = "";

    TokenVendor(ProviderContext context, Set<Flaw> flaws) {
        this.context = context;
        this.flaws = flaws;
    }

    @Override
    public VendPlan plan(VendRequest request) {
        if (flaws.contains(Flaw.EVERY_SCOPE_IS_REFUSED) && !request.scope().isEverything()) {
            throw new ConnectionException(ConnectionError.SCOPE_NOT_ENFORCEABLE, "no scope is enforced");
        }
        lastSessionName = request.sessionName();
        Map<String, String> fields = fields(request);
        if (flaws.contains(Flaw.PLAN_CALLS)) {
            issue(request, fields);
        }
        List<Field> shown = fields.entrySet().stream()
                .map(field -> new Field(field.getKey(), field.getValue()))
                .toList();
        if (flaws.contains(Flaw.PLAN_DIFFERS_FROM_THE_CALL)) {
            fields.put("lifetime", "86400");
        }
        if (flaws.contains(Flaw.SPENDS_A_SECRET_FOR_A_SCOPE)) {
            return VendPlan.spending(
                    "token:Issue", shown, request, TokenType.PASSPHRASE, (stored, hops) -> issue(request, fields));
        }
        return new VendPlan("token:Issue", shown, VendPlan.Reuse.UNTIL_EXPIRY, hops -> issue(request, fields));
    }

    private Map<String, String> fields(VendRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("role", request.properties().require(TokenType.ROLE));
        fields.put("externalId", request.connection().externalId().orElseThrow());
        fields.put("sessionName", request.sessionName());
        fields.put("lifetime", String.valueOf(request.lifetime().toSeconds()));
        fields.put("policy", policy(request.scope()));
        if (flaws.contains(Flaw.PLAN_SHOWS_A_SECRET)) {
            fields.put(
                    "passphrase",
                    request.properties().require(TokenType.PASSPHRASE).reveal());
        }
        return fields;
    }

    private String policy(AccessScope scope) {
        if (flaws.contains(Flaw.POLICY_IS_EMPTY)) {
            return "";
        }
        if (flaws.contains(Flaw.SCOPE_IS_IGNORED)) {
            return "*";
        }
        if (flaws.contains(Flaw.ACTIONS_ARE_IGNORED) && !scope.isEverything()) {
            return String.join(
                    ";",
                    AccessScope.of(scope.grants().stream()
                                    .map(grant -> new Grant(grant.resource(), Set.of(Action.values())))
                                    .toList())
                            .texts());
        }
        return String.join(";", scope.texts());
    }

    private Issued issue(VendRequest request, Map<String, String> fields) {
        Map<String, String> sent = new LinkedHashMap<>(fields);
        if (flaws.contains(Flaw.SESSION_NAME_IS_SHARED)) {
            sent.put("sessionName", lastSessionName);
        }
        Login login = (Login) context.serviceIdentity(Cloud.AWS);
        if (flaws.contains(Flaw.LOGS_A_SECRET)) {
            System.out.println("token requested with " + login.password().reveal());
        }
        Duration timeout = flaws.contains(Flaw.NO_TIME_LIMIT) ? FOREVER : context.timeout();
        try {
            String token = new TokenClient(context.endpointOverride("token").orElseThrow(), timeout)
                    .post("/token", login, sent);
            Bearer bearer = new Bearer(
                    Secret.of(token), Optional.of(context.clock().instant().plus(request.lifetime())));
            return flaws.contains(Flaw.ROTATES_UNANNOUNCED)
                    ? new Issued(
                            bearer,
                            List.of(),
                            PropertyValues.empty(),
                            Map.of(TokenType.PASSPHRASE, Secret.of("canary-passphrase-2")),
                            Receipt.none())
                    : Issued.of(bearer, Receipt.none());
        } catch (TokenServiceException e) {
            throw flaws.contains(Flaw.EXCEPTION_ESCAPES) ? e : refused(e, login);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private ConnectionException refused(TokenServiceException e, Login login) {
        ConnectionError code = switch (e.status()) {
            case 401 -> ConnectionError.CREDENTIAL_REJECTED;
            case 403 -> ConnectionError.ROLE_NOT_ASSUMABLE;
            case 429 -> ConnectionError.ISSUER_THROTTLED;
            default -> ConnectionError.ISSUER_FAILED;
        };
        String message = flaws.contains(Flaw.MESSAGE_HOLDS_A_SECRET)
                ? "refused with " + login.password().reveal()
                : "the token service refused";
        return new ConnectionException(code, message, code.remedy(), flaws.contains(Flaw.NO_CAUSE) ? null : e);
    }

    static ConnectionException unreachable(IOException e) {
        ConnectionError code =
                e instanceof SocketTimeoutException ? ConnectionError.TIMED_OUT : ConnectionError.ENDPOINT_UNREACHABLE;
        return new ConnectionException(code, "the token service does not answer", code.remedy(), e);
    }
}
