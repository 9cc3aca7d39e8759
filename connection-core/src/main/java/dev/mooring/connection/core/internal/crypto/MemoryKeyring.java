package dev.mooring.connection.core.internal.crypto;

import com.google.crypto.tink.KeysetHandle;
import java.util.Optional;

/** A keyring that dies with the process. */
public final class MemoryKeyring extends TinkKeyring {
    private final KeysetHandle keys = generate();

    @Override
    KeysetHandle required() {
        return keys;
    }

    @Override
    Optional<KeysetHandle> present() {
        return Optional.of(keys);
    }

    @Override
    String place() {
        return "memory";
    }
}
