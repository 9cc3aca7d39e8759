package dev.mooring.connection.tck.emulator.oauth;

import dev.mooring.connection.tck.emulator.EmulatedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Authorization codes, each bound to a client, an address and a challenge (RFC 6749, 4.1; RFC 7636). They work once. */
final class AuthorizationCodes {
    /** The user that consents. */
    static final String USER = "ann";

    private final Map<String, Bound> codes = new ConcurrentHashMap<>();

    private record Bound(String client, String redirect, String challenge) {}

    /** A code for the request, or nothing when it is not as it must be; it must hold an S256 challenge and a state. */
    Optional<String> issue(EmulatedRequest request, ClientRegistry clients) {
        String redirect = request.query("redirect_uri").orElse("");
        String challenge = request.query("code_challenge").orElse("");
        Optional<EmulatedClient> client = clients.find(
                        request.query("client_id").orElse(""))
                .filter(known -> known.may("authorization_code"))
                .filter(known -> known.redirect().equals(Optional.of(redirect)));
        boolean isRight = request.query("response_type").equals(Optional.of("code"))
                && request.query("code_challenge_method").equals(Optional.of("S256"))
                && challenge.length() == 43
                && request.query("state").filter(state -> state.length() >= 22).isPresent();
        if (client.isEmpty() || !isRight) {
            return Optional.empty();
        }
        String code = "code-" + UUID.randomUUID();
        codes.put(code, new Bound(client.get().id(), redirect, challenge));
        return Optional.of(code);
    }

    /** Whether the code is the client's, with its address and its verifier; it is gone in either case. */
    boolean redeem(Map<String, String> form, EmulatedClient client) {
        Bound bound = codes.remove(form.getOrDefault("code", ""));
        return bound != null
                && bound.client().equals(client.id())
                && bound.redirect().equals(form.get("redirect_uri"))
                && bound.challenge().equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
