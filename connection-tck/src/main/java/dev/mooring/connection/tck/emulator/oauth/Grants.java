package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Decides what requests for tokens are granted (RFC 6749, 7523, 7636). Safe for use by threads. */
final class Grants {
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static final Set<String> PROTOCOL = Set.of(
            "assertion",
            "client_id",
            "client_secret",
            "code",
            "code_verifier",
            "grant_type",
            "redirect_uri",
            "refresh_token",
            "scope");

    final ClientRegistry clients = new ClientRegistry();
    final AuthorizationCodes codes = new AuthorizationCodes();
    final RefreshTokens refreshTokens = new RefreshTokens();
    private final AssertionCheck assertions = new AssertionCheck();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /**
     * The decision on a request.
     *
     * @param error empty when it is granted
     * @param subject for whom
     * @param refreshToken to answer with
     */
    record Decision(Optional<String> error, String subject, Optional<String> refreshToken) {
        static Decision granted(String subject, Optional<String> refreshToken) {
            return new Decision(Optional.empty(), subject, refreshToken);
        }

        static Decision refused(String error) {
            return new Decision(Optional.of(error), "", Optional.empty());
        }
    }

    Grants(Clock clock) {
        this.clock = clock;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    Decision decide(EmulatedRequest request, Set<String> audiences) {
        Map<String, String> form = request.form();
        String grant = form.getOrDefault("grant_type", "");
        Optional<EmulatedClient> client = JWT_BEARER.equals(grant) && isBare(request)
                ? asserting(form.getOrDefault("assertion", ""))
                : clients.authenticated(request);
        if (client.isEmpty()) {
            return Decision.refused("invalid_client");
        }
        if (!client.get().may(grant)) {
            return Decision.refused("unauthorized_client");
        }
        Decision decision = switch (grant) {
            case "client_credentials" -> ownCredentials(client.get());
            case "refresh_token" -> refreshed(form, client.get());
            case "authorization_code" -> redeemed(form, client.get());
            case JWT_BEARER -> asserted(form, client.get(), audiences);
            default -> Decision.refused("unsupported_grant_type");
        };
        if (decision.error().isEmpty()) {
            received.add(received(grant, client.get(), form));
        }
        return decision;
    }

    /** Without a client's authentication: the assertion's issuer says who asks. */
    private static boolean isBare(EmulatedRequest request) {
        return request.header("Authorization").isEmpty() && !request.form().containsKey("client_id");
    }

    private Optional<EmulatedClient> asserting(String assertion) {
        return AssertionCheck.issuer(assertion).flatMap(clients::find);
    }

    private static Decision ownCredentials(EmulatedClient client) {
        return client.secret().isPresent()
                ? Decision.granted(client.id(), Optional.empty())
                : Decision.refused("unauthorized_client");
    }

    private Decision refreshed(Map<String, String> form, EmulatedClient client) {
        return refreshTokens
                .spend(form.getOrDefault("refresh_token", ""), client.id())
                .map(owner -> Decision.granted(owner.user(), refreshTokens.following(owner)))
                .orElseGet(() -> Decision.refused("invalid_grant"));
    }

    private Decision redeemed(Map<String, String> form, EmulatedClient client) {
        return codes.redeem(form, client)
                ? Decision.granted(
                        AuthorizationCodes.USER, Optional.of(refreshTokens.issue(client.id(), AuthorizationCodes.USER)))
                : Decision.refused("invalid_grant");
    }

    private Decision asserted(Map<String, String> form, EmulatedClient client, Set<String> audiences) {
        return assertions
                .subject(form.getOrDefault("assertion", ""), client, audiences, clock.instant())
                .map(subject -> Decision.granted(subject, Optional.empty()))
                .orElseGet(() -> Decision.refused("invalid_grant"));
    }

    private static Received received(String grant, EmulatedClient client, Map<String, String> form) {
        Map<String, String> fields = new TreeMap<>(Map.of("clientId", client.id()));
        Optional.ofNullable(form.get("scope"))
                .filter(scope -> !scope.isEmpty())
                .ifPresent(scope -> fields.put("scope", scope));
        AssertionCheck.subject(form.getOrDefault("assertion", "")).ifPresent(subject -> fields.put("subject", subject));
        AssertionCheck.audience(form.getOrDefault("assertion", "")).ifPresent(aud -> fields.put("audience", aud));
        form.forEach((name, value) -> {
            if (!PROTOCOL.contains(name)) {
                fields.put(name, value);
            }
        });
        return new Received(JWT_BEARER.equals(grant) ? "jwt_bearer" : grant, fields);
    }
}
