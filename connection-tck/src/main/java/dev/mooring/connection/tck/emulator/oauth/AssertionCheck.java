package dev.mooring.connection.tck.emulator.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks assertions (RFC 7523, 3): signature, issuer, audience, times, and that none is used twice. */
final class AssertionCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Map<String, String> ALGORITHMS =
            Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format");

    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /** The subject of the client's assertion, or nothing when it is refused. */
    Optional<String> subject(String assertion, EmulatedClient client, Set<String> audiences, Instant now) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3 || client.key().isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode header = decoded(parts[0]);
            JsonNode claims = decoded(parts[1]);
            boolean isAccepted =
                    isSigned(parts, header.path("alg").asText(), client.key().get())
                            && claims.path("iss").asText().equals(client.id())
                            && audiences.contains(claims.path("aud").asText())
                            && isInTime(claims, now)
                            && !claims.path("jti").asText().isEmpty()
                            && used.add(claims.path("jti").asText());
            return isAccepted ? Optional.of(claims.path("sub").asText()) : Optional.empty();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Who asserts, unchecked. */
    static Optional<String> issuer(String assertion) {
        return claim(assertion, "iss");
    }

    /** Of whom, unchecked. */
    static Optional<String> subject(String assertion) {
        return claim(assertion, "sub");
    }

    /** To whom, unchecked. */
    static Optional<String> audience(String assertion) {
        return claim(assertion, "aud");
    }

    private static Optional<String> claim(String assertion, String name) {
        String[] parts = assertion.split("\\.", -1);
        try {
            return parts.length == 3
                    ? Optional.of(decoded(parts[1]).path(name).asText()).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isInTime(JsonNode claims, Instant now) {
        Instant end = Instant.ofEpochSecond(claims.path("exp").asLong());
        return end.isAfter(now)
                && !end.isAfter(now.plus(LONGEST))
                && !Instant.ofEpochSecond(claims.path("iat").asLong()).isAfter(now);
    }

    private static boolean isSigned(String[] parts, String algorithm, PublicKey key) throws GeneralSecurityException {
        String name = ALGORITHMS.get(algorithm);
        if (name == null) {
            return false;
        }
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode decoded(String part) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }
}
