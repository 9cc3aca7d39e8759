package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.ForwardingStore;
import dev.mooring.connection.core.internal.store.SecretLease;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that does not answer when a test says so, and is interrupted as a real one is. */
final class UnreliableStore extends ForwardingStore {
    final AtomicInteger answersLost = new AtomicInteger();
    final AtomicReference<Runnable> afterLease = new AtomicReference<>(() -> {});
    volatile boolean isDown;

    UnreliableStore(ConnectionStore store) {
        super(store);
    }

    @Override
    public Optional<StoredConnection> find(String workspace, String name) {
        requireUp();
        return super.find(workspace, name);
    }

    @Override
    public void replaceSecrets(StoredConnection row, SealedSecrets secrets, AuditEntry audit) {
        requireUp();
        super.replaceSecrets(row, secrets, audit);
        if (answersLost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw unavailable();
        }
    }

    @Override
    public Optional<SecretLease> acquireLease(StoredConnection row, String holder, Instant now, Instant until) {
        requireUp();
        Optional<SecretLease> lease = super.acquireLease(row, holder, now, until);
        afterLease.getAndSet(() -> {}).run();
        return lease;
    }

    @Override
    public void releaseLease(SecretLease lease) {
        requireUp();
        super.releaseLease(lease);
    }

    private void requireUp() {
        if (isDown || Thread.currentThread().isInterrupted()) {
            throw unavailable();
        }
    }

    private static ConnectionException unavailable() {
        return new ConnectionException(ConnectionError.STORE_UNAVAILABLE, "the store does not answer");
    }
}
