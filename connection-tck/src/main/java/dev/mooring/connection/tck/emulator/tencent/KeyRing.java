package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.tencent.Rejection.Reason;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Finds the key that a request claims to be signed with, if it is valid. */
record KeyRing(Clock clock, Function<String, Optional<SigningKey>> keys) {
    SigningKey require(String secretId, Optional<String> token) {
        SigningKey key =
                keys.apply(secretId).orElseThrow(() -> new Rejection(Reason.UNKNOWN_KEY, "The SecretId is not found."));
        String expected = key.token().map(Secret::reveal).orElse("");
        if (!Hmac.same(expected, token.orElse(""))) {
            throw new Rejection(Reason.WRONG_TOKEN, "Token verification failed.");
        }
        if (key.isOver(clock.instant())) {
            throw new Rejection(Reason.EXPIRED, "The token has expired.");
        }
        return key;
    }
}
