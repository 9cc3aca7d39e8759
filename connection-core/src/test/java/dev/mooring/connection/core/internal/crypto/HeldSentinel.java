package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.core.Keyring.WrappedKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A store's sentinel in memory, which a test can set as another process would. */
final class HeldSentinel implements SecretSealer.Sentinel {
    private final AtomicReference<WrappedKey> kept = new AtomicReference<>();
    private Runnable beforeWrite = () -> {};

    @Override
    public Optional<WrappedKey> read() {
        return Optional.ofNullable(kept.get());
    }

    @Override
    public void writeIfAbsent(WrappedKey wrapped) {
        beforeWrite.run();
        kept.compareAndSet(null, wrapped);
    }

    void beforeWrite(Runnable action) {
        beforeWrite = action;
    }
}
