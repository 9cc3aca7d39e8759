package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.oauth.TokenEmulator.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Answers requests for tokens. Safe for use by threads. */
final class TokenAnswers {
    private static final String JSON = "application/json";

    final IssuedTokens issued = new IssuedTokens();
    final Map<String, Object> more = new ConcurrentHashMap<>();
    volatile Duration lifetime = Duration.ofHours(1);
    volatile Trouble trouble = Trouble.NONE;
    volatile Optional<Refusal> refusal = Optional.empty();

    private final TokenSigner signer = new TokenSigner();
    private final Grants grants;
    private final Clock clock;

    /** What every request is refused with. */
    record Refusal(String error, String description) {}

    TokenAnswers(Grants grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    Map<String, Object> keySet() {
        return signer.keySet();
    }

    EmulatedResponse answer(EmulatedRequest request, Set<String> audiences, String issuer) {
        return switch (trouble) {
            case NONE, LIFETIME_UNKNOWN, OTHER_TYPE -> token(request, audiences, issuer);
            case THROTTLED -> EmulatedResponse.of(429, "slow down").header("Retry-After", "7");
            case FAILING -> EmulatedResponse.of(500, "it broke");
            case FORBIDDEN -> error(400, "unauthorized_client");
            case NO_TOKEN_ENDPOINT ->
                EmulatedResponse.of(200, "<html>Welcome</html>").header("Content-Type", "text/html");
            case REDIRECTING -> EmulatedResponse.of(302, "").header("Location", issuer + request.path());
            case ENDLESS -> EmulatedResponse.of(200, " ".repeat(4 << 20)).header("Content-Type", JSON);
            case RESET -> EmulatedResponse.of(200, "").reset();
        };
    }

    private EmulatedResponse token(EmulatedRequest request, Set<String> audiences, String issuer) {
        if (refusal.isPresent()) {
            return error(400, refusal.get().error(), refusal.get().description());
        }
        Grants.Decision decision = grants.decide(request, audiences);
        if (decision.error().isPresent()) {
            String error = decision.error().get();
            return error.equals("invalid_client")
                    ? error(401, error).header("WWW-Authenticate", "Basic")
                    : error(400, error);
        }
        Instant now = clock.instant();
        String token = accessToken(issuer, decision.subject(), request.form().getOrDefault("scope", ""), now);
        issued.add(token, decision.subject(), now.plus(lifetime));
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

    private String accessToken(String issuer, String subject, String scope, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
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

    private static EmulatedResponse error(int status, String code) {
        return error(status, code, "the emulator says " + code);
    }

    private static EmulatedResponse error(int status, String code, String words) {
        return json(status, Map.of("error", code, "error_description", words));
    }

    static EmulatedResponse json(int status, Map<String, Object> object) {
        return EmulatedResponse.of(status, TokenSigner.json(object)).header("Content-Type", JSON);
    }
}
