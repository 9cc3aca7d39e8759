package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A keyring over a keyset, wherever that is kept. */
final class KeysetKeyring implements Keyring {
    private final KeysetPlace keyset;
    private final SecureRandom random = new SecureRandom();

    KeysetKeyring(KeysetPlace keyset) {
        this.keyset = keyset;
    }

    @Override
    public String place() {
        return keyset.name();
    }

    @Override
    public List<String> keyIds() {
        return keyset.look().map(Keyset::usableIds).orElseGet(List::of);
    }

    @Override
    public String firstKeyId() {
        Optional<WrappingKey> first = keyset.look().flatMap(Keyset::first);
        if (first.isEmpty() && keyset.isChangeable()) {
            first = keyset.change(keys -> keys.first().isPresent() ? keys : keys.withNewKey(random))
                    .first();
        }
        return first.map(WrappingKey::printedId)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.SECRET_UNREADABLE,
                        "the keyring in " + place() + " has no key",
                        "make a keyring's file with 'mooring keys add --keyring FILE' and put its content there"));
    }

    @Override
    public WrappedKey wrap(String keyId, byte[] dataKey, byte[] context) {
        try {
            byte[] wrapped = required(keyId).encrypt(dataKey, context);
            return new WrappedKey(keyId, Base64.getEncoder().encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] context) {
        WrappingKey key = required(wrapped.keyId());
        try {
            return key.decrypt(Base64.getDecoder().decode(wrapped.wrapped()), context);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "key " + wrapped.keyId() + " of the keyring in " + place()
                            + " does not open this value: it was changed, or it belongs to another connection",
                    ConnectionError.SEAL_BROKEN.remedy(),
                    e);
        }
    }

    @Override
    public String add() {
        List<WrappingKey> keys =
                keyset.change(present -> present.withNewKey(random)).keys();
        return keys.get(keys.size() - 1).printedId();
    }

    @Override
    public void beginWith(String keyId) {
        if (keyset.isChangeable()) {
            keyset.change(present -> present.beginningWith(keyId));
        }
    }

    @Override
    public void disable(String keyId) {
        if (keyset.isChangeable()) {
            keyset.change(present -> present.disabling(keyId));
        }
    }

    @Override
    public List<String> problems() {
        return keyset.problems();
    }

    private WrappingKey required(String keyId) {
        Optional<WrappingKey> found = keyset.look().flatMap(keys -> keys.find(keyId));
        if (found.filter(WrappingKey::isEnabled).isPresent()) {
            return found.get();
        }
        String fault = found.isPresent() ? " is disabled in the keyring in " : " is missing from the keyring in ";
        throw new ConnectionException(
                ConnectionError.SECRET_UNREADABLE,
                "key " + keyId + fault + place(),
                "restore that key from a backup of the keyring; SHOW, DESC, DISABLE and DROP work without it",
                new KeyEnded(keyId));
    }
}
