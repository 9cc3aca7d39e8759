package dev.mooring.connection.core.internal.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A keyring over a Tink keyset, which its subclasses keep in memory or in a file. */
abstract class TinkKeyring implements Keyring {
    /**
     * An instance, where Tink's registry would be a global. Made when a key is first needed: a layer whose connections
     * hold no secret needs none.
     */
    private static final class Ciphers {
        static final Configuration CONFIGURATION = AeadConfig2026.get();

        private Ciphers() {}
    }

    /** The present keyset, made and kept if there is none. */
    abstract KeysetHandle required();

    /** The present keyset. */
    abstract Optional<KeysetHandle> present();

    /** Where the keyset is, for messages. */
    abstract String place();

    static Configuration configuration() {
        return Ciphers.CONFIGURATION;
    }

    static KeysetHandle generate() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, configuration());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        }
    }

    @Override
    public WrappedKey wrap(byte[] dataKey, byte[] context) {
        KeysetHandle keys = required();
        try {
            String wrapped = Base64.getEncoder().encodeToString(aead(keys).encrypt(dataKey, context));
            return new WrappedKey(printable(keys.getPrimary().getId()), wrapped);
        } catch (GeneralSecurityException e) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring in " + place() + " can not wrap a key",
                    ConnectionError.SECRET_UNREADABLE.remedy(),
                    e);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] context) {
        KeysetHandle keys =
                present().filter(handle -> holds(handle, wrapped.keyId())).orElseThrow(() -> missing(wrapped));
        try {
            return aead(keys).decrypt(Base64.getDecoder().decode(wrapped.wrapped()), context);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "key " + wrapped.keyId() + " of the keyring in " + place()
                            + " does not open this value: it was changed, or it belongs to another connection",
                    "set the secrets again with ALTER CONNECTION",
                    e);
        }
    }

    private static boolean holds(KeysetHandle keys, String keyId) {
        for (int i = 0; i < keys.size(); i++) {
            KeysetHandle.Entry entry = keys.getAt(i);
            if (entry.getStatus() == KeyStatus.ENABLED
                    && printable(entry.getId()).equals(keyId)) {
                return true;
            }
        }
        return false;
    }

    private ConnectionException missing(WrappedKey wrapped) {
        return new ConnectionException(
                ConnectionError.SECRET_UNREADABLE,
                "key " + wrapped.keyId() + " is missing from the keyring in " + place(),
                "restore that keyring from a backup; SHOW, DESC and DROP work without it");
    }

    private static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
        return keys.getPrimitive(configuration(), Aead.class);
    }

    private static String printable(int keyId) {
        return String.format(Locale.ROOT, "K%08x", keyId);
    }
}
