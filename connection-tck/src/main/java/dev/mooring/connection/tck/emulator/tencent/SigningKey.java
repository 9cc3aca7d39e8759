package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.credential.Secret;
import java.time.Instant;
import java.util.Optional;

/** A key: long-lived, or temporary with a token and an end. */
record SigningKey(String secretId, Secret secretKey, Optional<Secret> token, Optional<Instant> expiry) {
    boolean isOver(Instant now) {
        return expiry.filter(end -> !now.isBefore(end)).isPresent();
    }
}
