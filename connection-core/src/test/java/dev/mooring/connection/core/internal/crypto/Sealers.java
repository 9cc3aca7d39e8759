package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.internal.time.EngineTime;
import java.time.Clock;

/** Sealers for tests. */
public final class Sealers {
    private Sealers() {}

    /** A sealer with the keyring over the store's register. */
    public static SecretSealer over(Keyring keyring, KeyRegister register) {
        return new SecretSealer(keyring, new CurrentKey(keyring, register, EngineTime.of(Clock.systemUTC())));
    }
}
