package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.glue.endpoint.SignatureHeader.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/**
 * Finds out who sent a request: its signature is made anew by AWS's own signer and compared in constant time. What is signed
 * must cover all that the request asks for, and be no older or newer than five minutes.
 */
final class SignatureVerifier {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SERVICE = "glue";
    private static final String DATE = "x-amz-date";
    private static final Set<String> ALWAYS_SIGNED = Set.of("host", DATE, "x-amz-target", "content-type");

    private final EndpointKeys keys;
    private final Clock clock;
    private final ExpectedSignature expected = new ExpectedSignature();

    SignatureVerifier(EndpointKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A request that its key's holder sent.
     *
     * @param key the key
     * @param signature its signature, which no other request has
     * @param end when it would be too old
     */
    record Verified(EndpointKey key, String signature, Instant end) {}

    Verified verify(ReceivedRequest request) {
        SignatureHeader header = SignatureHeader.parse(request.header("authorization")
                .orElseThrow(() -> Refusal.unsigned(
                        "MissingAuthenticationTokenException",
                        "The request is not signed in its Authorization header.")));
        requireScope(header.scope());
        Instant time = time(request, header.scope());
        requireCovered(request, header);
        EndpointKey key = keys.find(header.accessKeyId())
                .filter(known -> request.header("x-amz-security-token").isEmpty())
                .orElseThrow(() -> Refusal.unsigned(
                        "UnrecognizedClientException", "The security token included in the request is invalid."));
        String own = expected.of(request, header, key, Clock.fixed(time, ZoneOffset.UTC));
        if (!same(own, header.signature())) {
            throw Refusal.unsigned(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. Check your secret"
                            + " access key and signing method.");
        }
        return new Verified(key, header.signature(), time.plus(SKEW));
    }

    private static void requireScope(Scope scope) {
        if (!scope.service().equals(SERVICE)) {
            throw Refusal.unsigned(
                    "InvalidSignatureException", "The credential should be scoped to the service " + SERVICE + ".");
        }
        if (!ExpectedSignature.knowsRegion(scope.region())) {
            throw Refusal.unsigned("InvalidSignatureException", "The credential is scoped to no region of AWS.");
        }
    }

    private Instant time(ReceivedRequest request, Scope scope) {
        String text = request.header(DATE).orElse("");
        Instant time;
        try {
            time = TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw Refusal.unsigned("IncompleteSignatureException", "The header x-amz-date is no time.");
        }
        if (!text.startsWith(scope.date())) {
            throw Refusal.unsigned("InvalidSignatureException", "The credential's date is not that of x-amz-date.");
        }
        Instant now = clock.instant();
        if (Duration.between(time, now).abs().compareTo(SKEW) > 0) {
            throw Refusal.unsigned(
                    "InvalidSignatureException",
                    (time.isBefore(now) ? "Signature expired: " : "Signature not yet current: ") + text
                            + " is not within 5" + " minutes of " + TIME.format(now) + ".");
        }
        return time;
    }

    private static void requireCovered(ReceivedRequest request, SignatureHeader header) {
        Map<String, String> given = request.headers();
        for (String name : header.signedHeaders()) {
            if (!given.containsKey(name)) {
                throw Refusal.unsigned("IncompleteSignatureException", "A signed header is not there.");
            }
        }
        for (String name : ALWAYS_SIGNED) {
            if (!given.containsKey(name)) {
                throw Refusal.unsigned("IncompleteSignatureException", "The header " + name + " is missing.");
            }
        }
        for (String name : given.keySet()) {
            boolean mustBeSigned = ALWAYS_SIGNED.contains(name) || name.startsWith("x-amz-");
            if (mustBeSigned && !header.signedHeaders().contains(name)) {
                throw Refusal.unsigned(
                        "IncompleteSignatureException", "A header that decides what is asked for is not signed.");
            }
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
