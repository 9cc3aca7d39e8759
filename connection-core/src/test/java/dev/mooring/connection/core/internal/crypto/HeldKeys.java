package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The register of a store in memory, which a test can change as another process would. */
final class HeldKeys implements KeyRegister {
    private final List<WrappedKey> sentinels = new ArrayList<>();
    private String current = "";
    private int asked;
    private Runnable beforeAdd = () -> {};

    @Override
    public List<Registered> inForce() {
        asked++;
        return sentinels.stream()
                .map(sentinel -> new Registered(sentinel, sentinel.keyId().equals(current)))
                .toList();
    }

    /** How often somebody asked for the keys. */
    int asked() {
        return asked;
    }

    @Override
    public List<String> retired() {
        return List.of();
    }

    @Override
    public void add(WrappedKey sentinel, AuditEntry entry) {
        Runnable before = beforeAdd;
        beforeAdd = () -> {};
        before.run();
        sentinels.add(sentinel);
        current = current.isEmpty() ? sentinel.keyId() : current;
    }

    @Override
    public void makeCurrent(String keyId, AuditEntry entry) {
        current = keyId;
    }

    @Override
    public void retire(String keyId, AuditEntry entry) {
        throw new ConnectionException(ConnectionError.NOT_SUPPORTED, "nothing is retired here");
    }

    @Override
    public Map<String, Long> uses() {
        return Map.of();
    }

    void beforeAdd(Runnable action) {
        beforeAdd = action;
    }
}
