package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of an OAuth 2.0 authorization server: client credentials, refresh tokens that work once, assertions and
 * authorization codes with PKCE (RFC 6749, 7523, 7636). It checks secrets, grants, challenges and signatures, issues RS256
 * tokens at {@code /token}, publishes its key at {@code /jwks} and its metadata where RFC 8414 and OpenID Connect have it.
 * Its one user consents to everything. Safe for use by threads.
 */
public final class TokenEmulator implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String TOKEN = "/token";

    private final TokenSigner signer = new TokenSigner();
    private final Grants grants;
    private final List<String> issued = new CopyOnWriteArrayList<>();
    private final Map<String, Object> more = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Clock clock;
    private final EmulatorServer server;
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile Trouble trouble = Trouble.NONE;
    private volatile Metadata metadata = Metadata.OAUTH;
    private volatile String audience = "";

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
        /** 200 with a token of a type that is no bearer's. */
        OTHER_TYPE,
        /** 200 with a body that never seems to end. */
        ENDLESS,
        /** The connection is reset. */
        RESET
    }

    /** What it publishes about itself. */
    public enum Metadata {
        /** As RFC 8414 has it. */
        OAUTH,
        /** As OpenID Connect has it. */
        OPENID,
        /** Nothing. */
        NONE,
        /** That of an issuer of another name. */
        OF_ANOTHER
    }

    private TokenEmulator(Clock clock) {
        this.clock = clock;
        this.grants = new Grants(clock);
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static TokenEmulator start(Clock clock) {
        return new TokenEmulator(clock);
    }

    /** Makes a client with a secret known, or changes its secret; it may use all grants. */
    public TokenEmulator client(String id, String secret) {
        return client(EmulatedClient.confidential(id, secret));
    }

    /** Makes a client known, in place of one of that id. */
    public TokenEmulator client(EmulatedClient client) {
        grants.clients.add(client);
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

    /** What it publishes from now on. */
    public TokenEmulator metadata(Metadata what) {
        metadata = what;
        return this;
    }

    /** What else its answers say from now on, such as the address of an instance. */
    public TokenEmulator answering(String name, Object value) {
        more.put(name, value);
        return this;
    }

    /** Whom assertions must be made for, beside the token endpoint and the issuer itself. */
    public TokenEmulator audience(String accepted) {
        audience = accepted;
        return this;
    }

    /** Lets refresh tokens work again and again from now on. */
    public TokenEmulator keepingRefreshTokens() {
        grants.refreshTokens.rotating(false);
        return this;
    }

    /** A refresh token of the client, as if its user had consented elsewhere. */
    public String refreshToken(String clientId) {
        return grants.refreshTokens.issue(clientId, AuthorizationCodes.USER);
    }

    /** Makes all refresh tokens so far worthless. */
    public void revokeRefreshTokens() {
        grants.refreshTokens.revokeAll();
    }

    /** Where tokens are asked for. */
    public URI tokenEndpoint() {
        return server.endpoint().resolve(TOKEN);
    }

    /** Where users give consent. */
    public URI authorizationEndpoint() {
        return server.endpoint().resolve("/authorize");
    }

    /** Where its public key is. */
    public URI keySet() {
        return server.endpoint().resolve("/jwks");
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return server.endpoint().toString();
    }

    /**
     * The granted requests so far: operation {@code client_credentials}, {@code refresh_token}, {@code authorization_code}
     * or {@code jwt_bearer} with {@code clientId}, {@code scope} and whatever else is no secret.
     */
    public List<Received> received() {
        return grants.received();
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
        return switch (request.method() + " " + request.path()) {
            case "GET /jwks" -> json(200, signer.keySet());
            case "GET /authorize" -> consented(request);
            case "GET /.well-known/oauth-authorization-server" -> published(metadata != Metadata.OPENID);
            case "GET /.well-known/openid-configuration" -> published(metadata == Metadata.OPENID);
            case "POST " + TOKEN -> answer(request);
            default -> EmulatedResponse.of(404, "no such page");
        };
    }

    private EmulatedResponse answer(EmulatedRequest request) {
        return switch (trouble) {
            case NONE, LIFETIME_UNKNOWN, OTHER_TYPE -> token(request);
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
        Grants.Decision decision = grants.decide(request, Set.of(tokenEndpoint().toString(), issuer(), audience));
        if (decision.error().isPresent()) {
            String error = decision.error().get();
            return error.equals("invalid_client")
                    ? error(401, error).header("WWW-Authenticate", "Basic")
                    : error(400, error);
        }
        Instant now = clock.instant();
        String token = accessToken(decision.subject(), request.form().getOrDefault("scope", ""), now);
        issued.add(token);
        Map<String, Object> answer = new LinkedHashMap<>(more);
        answer.put("access_token", token);
        answer.put("token_type", trouble == Trouble.OTHER_TYPE ? "mac" : "Bearer");
        if (trouble != Trouble.LIFETIME_UNKNOWN) {
            answer.put("expires_in", lifetime.toSeconds());
        }
        decision.refreshToken().ifPresent(refresh -> answer.put("refresh_token", refresh));
        return json(200, answer)
                .header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
    }

    private String accessToken(String subject, String scope, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", subject);
        claims.put("aud", "kafka");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        if (!scope.isEmpty()) {
            claims.put("scope", scope);
        }
        return signer.sign(claims);
    }

    /** Sends the user back with a code, or says what is wrong on a page of its own. */
    private EmulatedResponse consented(EmulatedRequest request) {
        return grants.codes
                .issue(request, grants.clients)
                .map(code -> EmulatedResponse.of(302, "")
                        .header(
                                "Location",
                                request.query("redirect_uri").orElseThrow()
                                        + "?code=" + PercentEncoding.encode(code)
                                        + "&state="
                                        + PercentEncoding.encode(
                                                request.query("state").orElseThrow())
                                        + "&iss=" + PercentEncoding.encode(issuer())))
                .orElseGet(() -> EmulatedResponse.of(400, "this request for a code is not as it must be"));
    }

    private EmulatedResponse published(boolean isHere) {
        if (!isHere || metadata == Metadata.NONE) {
            return EmulatedResponse.of(404, "no such page");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", metadata == Metadata.OF_ANOTHER ? issuer() + "/another" : issuer());
        document.put("authorization_endpoint", authorizationEndpoint().toString());
        document.put("token_endpoint", tokenEndpoint().toString());
        document.put("jwks_uri", keySet().toString());
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("authorization_response_iss_parameter_supported", true);
        return json(200, document);
    }

    private static EmulatedResponse error(int status, String code) {
        return json(status, Map.of("error", code, "error_description", "the emulator says " + code));
    }

    private static EmulatedResponse json(int status, Map<String, Object> object) {
        return EmulatedResponse.of(status, TokenSigner.json(object)).header("Content-Type", JSON);
    }
}
