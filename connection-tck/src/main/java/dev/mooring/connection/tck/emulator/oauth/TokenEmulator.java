package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.EmulatorServer;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of an OAuth 2.0 authorization server: client credentials, refresh tokens that work once, assertions and
 * authorization codes with PKCE (RFC 6749, 7523, 7636). It checks secrets, grants, challenges and signatures, issues RS256
 * tokens at {@code /token}, publishes its key at {@code /jwks} and its metadata where RFC 8414 and OpenID Connect have it.
 * Its one user consents to everything. Safe for use by threads.
 */
public final class TokenEmulator implements AutoCloseable {
    private static final String TOKEN = "/token";

    /** Says what else is there: the pages of an API that takes the tokens. */
    @FunctionalInterface
    public interface Pages {
        /** The answer to a request that is none for the authorization server. */
        EmulatedResponse answer(EmulatedRequest request);
    }

    private final Grants grants;
    private final TokenAnswers answers;
    private final AtomicLong calls = new AtomicLong();
    private final Clock clock;
    private final String tokenPath;
    private final Pages pages;
    private final EmulatorServer server;
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

    private TokenEmulator(Clock clock, String tokenPath, Pages pages) {
        this.clock = clock;
        this.tokenPath = tokenPath;
        this.pages = pages;
        this.grants = new Grants(clock);
        this.answers = new TokenAnswers(grants, clock);
        this.server = EmulatorServer.start(this::handle);
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static TokenEmulator start(Clock clock) {
        return start(clock, TOKEN, request -> EmulatedResponse.of(404, "no such page"));
    }

    /** Starts one whose token endpoint has that path, beside other pages. */
    public static TokenEmulator start(Clock clock, String tokenPath, Pages pages) {
        return new TokenEmulator(clock, tokenPath, pages);
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
        answers.lifetime = duration;
        return this;
    }

    /** What goes wrong from now on. */
    public TokenEmulator trouble(Trouble what) {
        answers.trouble = what;
        answers.refusal = Optional.empty();
        return this;
    }

    /** Refuses all requests from now on with that error and those words; until the next {@link #trouble}. */
    public TokenEmulator refusing(String error, String description) {
        answers.refusal = Optional.of(new TokenAnswers.Refusal(error, description));
        return this;
    }

    /** What it publishes from now on. */
    public TokenEmulator metadata(Metadata what) {
        metadata = what;
        return this;
    }

    /** What else its answers say from now on, such as the address of an instance. */
    public TokenEmulator answering(String name, Object value) {
        answers.more.put(name, value);
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

    /** Makes all access tokens so far worthless, before their end. */
    public void revokeTokens() {
        answers.issued.revokeAll();
    }

    /** For whom a bearer token is that a request shows; empty when it shows none that works. */
    public Optional<String> bearer(EmulatedRequest request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> answers.issued.subject(header.substring("Bearer ".length()), clock.instant()));
    }

    /** Where tokens are asked for. */
    public URI tokenEndpoint() {
        return server.endpoint().resolve(tokenPath);
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
        return answers.issued.all();
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
        if (request.path().equals(tokenPath) && request.method().equals("POST")) {
            return answers.answer(request, Set.of(tokenEndpoint().toString(), issuer(), audience), issuer());
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /jwks" -> TokenAnswers.json(200, answers.keySet());
            case "GET /authorize" -> consented(request);
            case "GET /.well-known/oauth-authorization-server" -> published(metadata != Metadata.OPENID);
            case "GET /.well-known/openid-configuration" -> published(metadata == Metadata.OPENID);
            default -> pages.answer(request);
        };
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
        return TokenAnswers.json(
                200, PublishedMetadata.of(this, metadata == Metadata.OF_ANOTHER ? issuer() + "/another" : issuer()));
    }
}
