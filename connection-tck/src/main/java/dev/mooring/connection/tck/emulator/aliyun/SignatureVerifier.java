package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.aliyun.Rejection.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Verifies requests of all three schemes: signature, clock, nonce, token and the state of the key. Safe for threads. */
final class SignatureVerifier {
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Clock clock;
    private final Function<String, Optional<RamKey>> keys;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    /** A request whose signature is right; the region only where the scheme signs one. */
    record Verified(RamKey key, Optional<String> region) {}

    SignatureVerifier(Clock clock, Function<String, Optional<RamKey>> keys) {
        this.clock = clock;
        this.keys = keys;
    }

    /** The verified request; throws a {@link Rejection}. */
    Verified verify(EmulatedRequest request) {
        SignatureScheme signature = read(request);
        RamKey key = keys.apply(signature.keyId())
                .orElseThrow(() -> new Rejection(Reason.UNKNOWN_KEY, "Specified access key is not found."));
        requireFresh(signature);
        if (key.state() == RamKey.State.INACTIVE) {
            throw new Rejection(Reason.INACTIVE_KEY, "Specified access key is disabled.");
        }
        if (!Hmac.same(signature.expected(key.secret()), signature.given())) {
            throw new Rejection(Reason.WRONG_SIGNATURE, signature.canonical());
        }
        requireToken(signature, key);
        if (key.expiry().filter(expiry -> !expiry.isAfter(clock.instant())).isPresent()) {
            throw new Rejection(Reason.EXPIRED, "Specified SecurityToken is expired.");
        }
        if (signature.nonce().filter(nonce -> !nonces.add(nonce)).isPresent()) {
            throw new Rejection(Reason.REPLAYED, "Specified signature nonce was used already.");
        }
        return new Verified(key, signature instanceof OssSignature oss ? Optional.of(oss.region()) : Optional.empty());
    }

    private static SignatureScheme read(EmulatedRequest request) {
        String authorization = request.header("authorization").orElse("");
        if (authorization.startsWith(Acs3Signature.ALGORITHM)) {
            return Acs3Signature.read(request);
        }
        if (authorization.startsWith(OssSignature.ALGORITHM)) {
            return OssSignature.read(request);
        }
        boolean rpc =
                request.query("SignatureVersion").isPresent() || request.form().containsKey("SignatureVersion");
        if (authorization.isEmpty() && rpc) {
            return RpcSignature.read(request);
        }
        throw new Rejection(
                authorization.isEmpty() ? Reason.UNSIGNED : Reason.MALFORMED, "The emulator knows no such signature.");
    }

    private void requireFresh(SignatureScheme signature) {
        Instant signed = signature.signedAt();
        Instant now = clock.instant();
        if (signed.isBefore(now.minus(SKEW)) || signed.isAfter(now.plus(SKEW))) {
            throw new Rejection(Reason.SKEWED, "Specified time stamp or date value is expired.");
        }
    }

    private static void requireToken(SignatureScheme signature, RamKey key) {
        Optional<Secret> given = signature.token().map(Secret::of);
        if (given.isEmpty() && key.token().isPresent()) {
            throw new Rejection(Reason.MISSING_TOKEN, "SecurityToken is mandatory for this action.");
        }
        if (!given.equals(key.token())) {
            throw new Rejection(Reason.WRONG_TOKEN, "Specified SecurityToken is not that of the access key.");
        }
    }
}
