package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of an OAuth 2.0 authorization server with one grant, client credentials (RFC 6749, 4.4): it checks the
 * client's secret by HTTP Basic, issues RS256 tokens at {@code /token} and publishes its key at {@code /jwks}. Safe for use
 * by threads.
 */
public final class TokenEmulator implements AutoCloseable {
    private static final String JSON = "application/json";

    private final TokenSigner signer = new TokenSigner();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> issued = new CopyOnWriteArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final Clock clock;
    private final EmulatorServer server;
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile Trouble trouble = Trouble.NONE;

    /** What goes wrong at the token endpoint. */
    public enum Trouble {
        NONE,
        /** 429 with {@code Retry-After: 7}. */
        THROTTLED,
        /** 500. */
        FAILING,
        /** 400 {@code unauthorized_client}: the client may not use the grant. */
        FORBIDDEN,
        /** 200 with a page instead of JSON. */
        NO_TOKEN_ENDPOINT,
        /** 302 to itself. */
        REDIRECTING,
        /** 200 with a token without {@code expires_in}. */
        LIFETIME_UNKNOWN,
        /** 200 with a body that never seems to end. */
        ENDLESS,
        /** The connection is reset. */
        RESET
    }

    private TokenEmulator(Clock clock) {
        this.clock = clock;
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static TokenEmulator start(Clock clock) {
        return new TokenEmulator(clock);
    }

    /** Makes a client known, or changes its secret. */
    public TokenEmulator client(String id, String secret) {
        clients.put(id, secret);
        return this;
    }

    /** How long tokens live from now on, whole seconds. */
    public TokenEmulator lifetime(Duration duration) {
        lifetime = duration;
        return this;
    }

    /** What goes wrong from now on. */
    public TokenEmulator trouble(Trouble what) {
        trouble = what;
        return this;
    }

    /** Where tokens are asked for. */
    public URI tokenEndpoint() {
        return server.endpoint().resolve("/token");
    }

    /** Where its public key is. */
    public URI keySet() {
        return server.endpoint().resolve("/jwks");
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return server.endpoint().toString();
    }

    /** The granted requests so far: operation {@code client_credentials} with {@code clientId} and {@code scope}. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The tokens issued so far, in order. */
    public List<String> issued() {
        return List.copyOf(issued);
    }

    /** How many requests of any kind came. */
    public long calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private EmulatedResponse handle(EmulatedRequest request) {
        calls.incrementAndGet();
        String path = request.path();
        if (path.equals("/jwks")) {
            return json(200, signer.keySet());
        }
        if (!path.equals("/token") || !request.method().equals("POST")) {
            return EmulatedResponse.of(404, "no such page");
        }
        return switch (trouble) {
            case NONE, LIFETIME_UNKNOWN -> token(request);
            case THROTTLED -> EmulatedResponse.of(429, "slow down").header("Retry-After", "7");
            case FAILING -> EmulatedResponse.of(500, "it broke");
            case FORBIDDEN -> error(400, "unauthorized_client");
            case NO_TOKEN_ENDPOINT ->
                EmulatedResponse.of(200, "<html>Welcome</html>").header("Content-Type", "text/html");
            case REDIRECTING ->
                EmulatedResponse.of(302, "").header("Location", tokenEndpoint().toString());
            case ENDLESS -> EmulatedResponse.of(200, " ".repeat(4 << 20)).header("Content-Type", JSON);
            case RESET -> EmulatedResponse.of(200, "").reset();
        };
    }

    private EmulatedResponse token(EmulatedRequest request) {
        Map<String, String> form = request.form();
        Optional<String> client = authenticated(request);
        if (client.isEmpty()) {
            return error(401, "invalid_client").header("WWW-Authenticate", "Basic");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type");
        }
        String scope = form.getOrDefault("scope", "");
        received.add(new Received("client_credentials", Map.of("clientId", client.get(), "scope", scope)));
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", client.get());
        claims.put("aud", "kafka");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        if (!scope.isEmpty()) {
            claims.put("scope", scope);
        }
        String token = signer.sign(claims);
        issued.add(token);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        if (trouble != Trouble.LIFETIME_UNKNOWN) {
            answer.put("expires_in", lifetime.toSeconds());
        }
        return json(200, answer)
                .header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
    }

    /** Id and secret are form-encoded before Base64 (RFC 6749, 2.3.1). */
    private Optional<String> authenticated(EmulatedRequest request) {
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
        return secret.equals(clients.get(id)) ? Optional.of(id) : Optional.empty();
    }

    private static EmulatedResponse error(int status, String code) {
        return json(status, Map.of("error", code, "error_description", "the emulator says " + code));
    }

    private static EmulatedResponse json(int status, Map<String, Object> object) {
        return EmulatedResponse.of(status, TokenSigner.json(object)).header("Content-Type", JSON);
    }
}
