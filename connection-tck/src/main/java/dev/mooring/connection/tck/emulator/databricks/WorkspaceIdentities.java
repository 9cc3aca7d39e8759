package dev.mooring.connection.tck.emulator.databricks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Service principals, their secrets and tokens. */
final class WorkspaceIdentities {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<String> withoutAccess = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Answers answers;
    private final Journal journal;
    private volatile Duration lifetime = Duration.ofHours(1);

    private record Token(String principal, Instant expiry) {}

    WorkspaceIdentities(Clock clock, Answers answers, Journal journal) {
        this.clock = clock;
        this.answers = answers;
        this.journal = journal;
    }

    void principal(String clientId, String secret) {
        secrets.put(clientId, secret);
    }

    void personalToken(String token, String principal) {
        tokens.put(token, new Token(principal, Instant.MAX));
    }

    void removeAccess(String clientId) {
        withoutAccess.add(clientId);
    }

    void giveAccess(String clientId) {
        withoutAccess.remove(clientId);
    }

    void lifetime(Duration duration) {
        lifetime = duration;
    }

    void revokeTokens() {
        tokens.clear();
    }

    /** The client credentials grant, with the client's id and secret by HTTP Basic. */
    EmulatedResponse token(EmulatedRequest request, String endpoint) {
        Optional<String> client = client(request);
        if (request.header("Authorization").isEmpty()) {
            return answers.tokenRefusal(401, "invalid_client", "Client authentication missing");
        }
        if (client.isEmpty()) {
            return answers.tokenRefusal(401, "invalid_client", "Client authentication failed");
        }
        Map<String, String> form = request.form();
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return answers.tokenRefusal(400, "unsupported_grant_type", "the grant is client_credentials");
        }
        if (!"all-apis".equals(form.get("scope"))) {
            return answers.tokenRefusal(400, "invalid_scope", "the scope is all-apis");
        }
        journal.granted(new Received(
                "oidc:client_credentials",
                Map.of("tokenEndpoint", endpoint, "clientId", client.get(), "scope", "all-apis")));
        String token = journal.issue("eyJ-workspace-" + UUID.randomUUID());
        tokens.put(token, new Token(client.get(), clock.instant().plus(lifetime)));
        ObjectNode answer = answers.object()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("scope", "all-apis")
                .put("expires_in", lifetime.toSeconds());
        return answers.of(200, answer);
    }

    /** Whose token a request bears; refuses one that is unknown or over, and a principal without the entitlement. */
    String caller(EmulatedRequest request) {
        String header = request.header("Authorization").orElse("");
        Token token = header.startsWith("Bearer ") ? tokens.get(header.substring("Bearer ".length())) : null;
        if (token == null || !clock.instant().isBefore(token.expiry())) {
            throw new DatabricksFailure(
                    401, "UNAUTHENTICATED", "Credential was not sent or was of an unsupported type");
        }
        if (withoutAccess.contains(token.principal())) {
            throw new DatabricksFailure(
                    403, "PERMISSION_DENIED", "API is disabled for users without workspace-access entitlement");
        }
        return token.principal();
    }

    /** Id and secret are form-encoded before Base64 (RFC 6749, 2.3.1). */
    private Optional<String> client(EmulatedRequest request) {
        String header = request.header("Authorization").orElse("");
        if (!header.startsWith("Basic ")) {
            return Optional.empty();
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
        String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
        return secret.equals(secrets.get(id)) ? Optional.of(id) : Optional.empty();
    }
}
