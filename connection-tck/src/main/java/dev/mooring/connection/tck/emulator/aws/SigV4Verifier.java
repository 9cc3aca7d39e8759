package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies requests signed with Signature Version 4 in the Authorization header, for any service: the canonical request,
 * the session token, the payload's hash, aws-chunked framing and the time. Safe for use by threads.
 */
public final class SigV4Verifier {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration STORAGE_SKEW = Duration.ofMinutes(15);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final String TOKEN_HEADER = "x-amz-security-token";
    private static final String HASH_HEADER = "x-amz-content-sha256";

    private final Clock clock;
    private final Function<String, Optional<SigningKey>> keys;

    /** Why a request is refused. */
    public enum Reason {
        /** It is not signed. */
        UNSIGNED,
        /** Its signature can not be read, or leaves out what must be signed. */
        MALFORMED,
        /** There is no such key. */
        UNKNOWN_KEY,
        /** The session token is missing, unexpected or another key's. */
        WRONG_TOKEN,
        /** It was signed with another secret, or altered. */
        WRONG_SIGNATURE,
        /** It was signed too long ago, or in the future. */
        SKEWED,
        /** The session is over. */
        EXPIRED,
        /** The payload does not fit its hash, checksum or framing. */
        WRONG_PAYLOAD
    }

    /** Says why a request is refused. */
    public static final class Rejection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Rejection(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        /** Why. */
        public Reason reason() {
            return reason;
        }
    }

    /** A request whose signature is right. */
    public static final class Verified {
        private final SigningKey key;
        private final Authorization.Scope scope;
        private final byte[] payload;

        private Verified(SigningKey key, Authorization.Scope scope, byte[] payload) {
            this.key = key;
            this.scope = scope;
            this.payload = payload;
        }

        /** The key that signed. */
        public SigningKey key() {
            return key;
        }

        /** The region it was signed for. */
        public String region() {
            return scope.region();
        }

        /** The service it was signed for. */
        public String service() {
            return scope.service();
        }

        /** The body without framing. */
        public byte[] payload() {
            return payload.clone();
        }
    }

    /** A verifier that knows keys by their id. */
    public SigV4Verifier(Clock clock, Function<String, Optional<SigningKey>> keys) {
        this.clock = clock;
        this.keys = keys;
    }

    /** The verified request; throws a {@link Rejection}. */
    public Verified verify(EmulatedRequest request) {
        Authorization authorization = Authorization.parse(request.header("authorization")
                .orElseThrow(() -> new Rejection(Reason.UNSIGNED, "the request is not signed")));
        Authorization.Scope scope = authorization.scope();
        SigningKey key = keys.apply(scope.accessKeyId())
                .orElseThrow(() -> new Rejection(Reason.UNKNOWN_KEY, "there is no key " + scope.accessKeyId()));
        requireToken(request, key);
        requireSignedHeaders(request, authorization);
        String time = requireTime(request, scope);
        SigningChain chain = SigningChain.of(key.secret(), time, scope);
        requireSignature(request, authorization, chain);
        if (key.expiry().filter(expiry -> !expiry.isAfter(clock.instant())).isPresent()) {
            throw new Rejection(Reason.EXPIRED, "the session of " + key.accessKeyId() + " is over");
        }
        return new Verified(key, scope, payload(request, chain, authorization.signature()));
    }

    private static void requireToken(EmulatedRequest request, SigningKey key) {
        Optional<Secret> given = request.header(TOKEN_HEADER).map(Secret::of);
        if (!given.equals(key.sessionToken())) {
            throw new Rejection(Reason.WRONG_TOKEN, "the session token is not that of " + key.accessKeyId());
        }
    }

    private static void requireSignedHeaders(EmulatedRequest request, Authorization authorization) {
        for (Header header : request.headers()) {
            boolean mustBeSigned = header.name().equals("host")
                    || header.name().equals(TOKEN_HEADER)
                    || header.name().equals("x-amz-date")
                    || (authorization.scope().isStorage() && header.name().startsWith("x-amz-"));
            if (mustBeSigned && !authorization.signedHeaders().contains(header.name())) {
                throw new Rejection(Reason.MALFORMED, "the header " + header.name() + " is not signed");
            }
        }
    }

    private String requireTime(EmulatedRequest request, Authorization.Scope scope) {
        String time = request.header("x-amz-date")
                .orElseThrow(() -> new Rejection(Reason.MALFORMED, "the header x-amz-date is missing"));
        Instant signed = instant(time);
        if (!time.startsWith(scope.date())) {
            throw new Rejection(Reason.MALFORMED, "the credential's date is not that of x-amz-date");
        }
        Instant now = clock.instant();
        Duration allowed = scope.isStorage() ? STORAGE_SKEW : SKEW;
        if (signed.isBefore(now.minus(allowed))) {
            throw new Rejection(Reason.SKEWED, skewed("expired", time, "earlier", now.minus(allowed)));
        }
        if (signed.isAfter(now.plus(allowed))) {
            throw new Rejection(Reason.SKEWED, skewed("not yet current", time, "later", now.plus(allowed)));
        }
        return time;
    }

    private static String skewed(String state, String time, String direction, Instant limit) {
        return "Signature " + state + ": " + time + " is now " + direction + " than " + TIME.format(limit);
    }

    private static Instant instant(String time) {
        try {
            return TIME.parse(time, Instant::from);
        } catch (DateTimeParseException e) {
            throw new Rejection(Reason.MALFORMED, "the header x-amz-date is no time");
        }
    }

    private static void requireSignature(EmulatedRequest request, Authorization authorization, SigningChain chain) {
        Optional<String> declared = request.header(HASH_HEADER);
        if (declared.isEmpty() && authorization.scope().isStorage()) {
            throw new Rejection(Reason.MALFORMED, "the header x-amz-content-sha256 is missing");
        }
        String hash = declared.orElseGet(() -> SigningChain.sha256(request.body()));
        String canonical = new CanonicalRequest(request, authorization).text(hash);
        String expected = chain.sign(Authorization.ALGORITHM, SigningChain.sha256(canonical));
        if (!SigningChain.same(expected, authorization.signature())) {
            throw new Rejection(
                    Reason.WRONG_SIGNATURE,
                    "The request signature we calculated does not match the signature you provided. Check your Secret"
                            + " Access Key and signing method.");
        }
    }

    private static byte[] payload(EmulatedRequest request, SigningChain chain, String seed) {
        String declared = request.header(HASH_HEADER).orElse("");
        return switch (declared) {
            case "", "UNSIGNED-PAYLOAD" -> request.body();
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> AwsChunked.decodeUnsigned(request.body());
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
                AwsChunked.decodeSigned(request.body(), chain, seed);
            default -> {
                if (!declared.equals(SigningChain.sha256(request.body()))) {
                    throw new Rejection(Reason.WRONG_PAYLOAD, "x-amz-content-sha256 does not fit the payload");
                }
                yield request.body();
            }
        };
    }
}
