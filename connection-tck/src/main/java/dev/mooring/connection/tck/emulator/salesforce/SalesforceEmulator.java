package dev.mooring.connection.tck.emulator.salesforce;

import dev.mooring.connection.tck.FakeBackend.Received;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.api.ApiTrouble;
import dev.mooring.connection.tck.emulator.oauth.EmulatedClient;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An emulator of an org of Salesforce at its My Domain host: the token endpoint, whose answers say no lifetime but an
 * instance, and an API that takes its tokens. It checks consumer secrets, assertions and tokens, and refuses with the
 * documented words. Safe for use by threads.
 */
public final class SalesforceEmulator implements AutoCloseable {
    /** The path of its token endpoint. */
    public static final String TOKEN_PATH = "/services/oauth2/token";

    private static final String JSON = "application/json";

    private final TokenEmulator tokens;
    private final AtomicLong writes = new AtomicLong();
    private volatile ApiTrouble trouble = ApiTrouble.NONE;

    /** What an org refuses, in its own words. */
    public enum Refusal {
        /** The host is the login host's. */
        WRONG_DOMAIN("invalid_grant", "request not supported on this domain"),
        /** The app has no user to run as. */
        NO_RUN_AS_USER("invalid_grant", "no client credentials user enabled"),
        /** The user was not approved for the app. */
        NOT_APPROVED("invalid_grant", "user hasn't approved this consumer"),
        /** The app is not known. */
        UNKNOWN_APP("invalid_client_id", "client identifier invalid"),
        /** The app does not admit the user. */
        NO_APP_ACCESS("invalid_app_access", "user is not admin approved to access this app"),
        /** The user is not active. */
        INACTIVE_USER("inactive_user", "user is inactive");

        private final String error;
        private final String words;

        Refusal(String error, String words) {
            this.error = error;
            this.words = words;
        }
    }

    private SalesforceEmulator(Clock clock) {
        this.tokens = TokenEmulator.start(clock, TOKEN_PATH, this::page)
                .trouble(Trouble.LIFETIME_UNKNOWN)
                .audience("https://login.salesforce.com");
        tokens.answering("instance_url", tokens.issuer())
                .answering("issued_at", String.valueOf(clock.millis()))
                .answering("id", "https://login.salesforce.com/id/00Dxx0000001gPL/005xx000001SwiU")
                .answering("signature", "none of tests");
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static SalesforceEmulator start(Clock clock) {
        return new SalesforceEmulator(clock);
    }

    /** Makes an app known that uses client credentials. */
    public SalesforceEmulator app(String consumerKey, String consumerSecret) {
        tokens.client(EmulatedClient.confidential(consumerKey, consumerSecret).mayUse("client_credentials"));
        return this;
    }

    /** Makes an app known whose certificate has that key. */
    public SalesforceEmulator app(String consumerKey, PublicKey certified) {
        tokens.client(EmulatedClient.open(consumerKey).signsWith(certified));
        return this;
    }

    /** Names another instance in its answers. */
    public SalesforceEmulator instance(String url) {
        tokens.answering("instance_url", url);
        return this;
    }

    /** Refuses tokens from now on. */
    public SalesforceEmulator refusing(Refusal refusal) {
        tokens.refusing(refusal.error, refusal.words);
        return this;
    }

    /** Asks whoever wants a token to wait, from now on. */
    public SalesforceEmulator throttlingTokens() {
        tokens.trouble(Trouble.THROTTLED);
        return this;
    }

    /** What goes wrong with its API from now on; its token endpoint works again. */
    public SalesforceEmulator trouble(ApiTrouble what) {
        tokens.trouble(Trouble.LIFETIME_UNKNOWN);
        trouble = what;
        return this;
    }

    /** Ends all sessions, as an administrator may. */
    public void endSessions() {
        tokens.revokeTokens();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create(tokens.issuer());
    }

    /** The granted requests for tokens. */
    public List<Received> received() {
        return tokens.received();
    }

    /** The tokens issued so far. */
    public List<String> issued() {
        return tokens.issued();
    }

    /** How many requests came. */
    public long calls() {
        return tokens.calls();
    }

    /** How many requests to the API were no GET. */
    public long writes() {
        return writes.get();
    }

    @Override
    public void close() {
        tokens.close();
    }

    private EmulatedResponse page(EmulatedRequest request) {
        if (!request.method().equals("GET")) {
            writes.incrementAndGet();
        }
        Optional<String> subject = tokens.bearer(request);
        if (subject.isEmpty()) {
            return EmulatedResponse.of(
                            401, "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]")
                    .header("Content-Type", JSON);
        }
        return trouble.answer().orElseGet(() -> answer(request.path(), subject.get()));
    }

    private static EmulatedResponse answer(String path, String subject) {
        if (path.equals("/services/oauth2/userinfo")) {
            return EmulatedResponse.of(
                            200,
                            "{\"user_id\":\"005xx000001SwiU\",\"organization_id\":\"00Dxx0000001gPL\","
                                    + "\"preferred_username\":\"" + subject + "\"}")
                    .header("Content-Type", JSON);
        }
        return path.startsWith("/services/data/")
                ? EmulatedResponse.of(200, "{\"totalSize\":1,\"done\":true,\"records\":[{\"Name\":\"Acme\"}]}")
                        .header("Content-Type", JSON)
                : EmulatedResponse.of(404, "[{\"errorCode\":\"NOT_FOUND\"}]").header("Content-Type", JSON);
    }
}
