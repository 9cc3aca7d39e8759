package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.credential.Secret;
import java.time.Instant;
import java.util.Optional;

/** A key that signs requests; a temporary one has a token and an expiry. */
record RamKey(String id, Secret secret, Optional<Secret> token, Optional<Instant> expiry, State state) {
    /** Whether a key may be used. */
    enum State {
        ACTIVE,
        INACTIVE
    }

    RamKey inactive() {
        return new RamKey(id, secret, token, expiry, State.INACTIVE);
    }

    RamKey expired() {
        return new RamKey(id, secret, token, Optional.of(Instant.EPOCH), state);
    }
}
