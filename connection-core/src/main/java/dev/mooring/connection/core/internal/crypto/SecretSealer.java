package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals and unseals the secrets of connections: a fresh data key per sealing, wrapped by the keyring, and every value
 * bound to workspace, connection, property and revision, so that a value copied elsewhere does not open.
 */
public final class SecretSealer {
    private static final int DATA_KEY_BYTES = 32;
    private static final char SEPARATOR = '\0';
    private static final String SENTINEL = "sentinel";

    private final Keyring keyring;
    private final Sentinel sentinel;
    private final SecureRandom random = new SecureRandom();

    /** Where the store keeps a value sealed under its first key, which shows whether this is the store's keyring. */
    public interface Sentinel {
        /** The kept sentinel. */
        Optional<WrappedKey> read();

        /** Keeps the sentinel unless there is one. */
        void writeIfAbsent(WrappedKey wrapped);
    }

    /** Which connection's secrets, at which revision. */
    public record Place(String workspace, String connectionId, long revision) {
        private byte[] bind(String what) {
            String context =
                    String.join(String.valueOf(SEPARATOR), workspace, connectionId, what, Long.toString(revision));
            return context.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A sealer over the keyring of the store that keeps the sentinel. */
    public SecretSealer(Keyring keyring, Sentinel sentinel) {
        this.keyring = keyring;
        this.sentinel = sentinel;
    }

    /** Seals the secrets; without any, no key is asked for. */
    public SealedSecrets seal(Map<String, Secret> secrets, Place place) {
        if (secrets.isEmpty()) {
            return SealedSecrets.none(place.revision());
        }
        checkSentinel();
        byte[] dataKey = new byte[DATA_KEY_BYTES];
        random.nextBytes(dataKey);
        try {
            DataKeyAead aead = new DataKeyAead(dataKey);
            Map<String, String> sealed = new TreeMap<>();
            secrets.forEach((name, secret) -> sealed.put(name, sealOne(aead, secret, place.bind(name))));
            return new SealedSecrets(Optional.of(keyring.wrap(dataKey, place.bind(""))), sealed, place.revision());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Opens the secrets of a connection; fails with SECRET_UNREADABLE when a key is missing or a value was changed. */
    public Map<String, Secret> unseal(SealedSecrets sealed, Place place) {
        if (sealed.key().isEmpty()) {
            return Map.of();
        }
        byte[] dataKey = keyring.unwrap(sealed.key().get(), place.bind(""));
        try {
            DataKeyAead aead = new DataKeyAead(dataKey);
            Map<String, Secret> secrets = new TreeMap<>();
            sealed.ciphertexts()
                    .forEach((name, text) -> secrets.put(name, unsealOne(aead, name, text, place.bind(name))));
            return secrets;
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Fails when the keyring is not the one that the store was sealed with. */
    public void checkSentinel() {
        byte[] context = SENTINEL.getBytes(StandardCharsets.UTF_8);
        if (sentinel.read().isEmpty()) {
            sentinel.writeIfAbsent(keyring.wrap(new byte[DATA_KEY_BYTES], context));
        }
        // read again: another process with another keyring may have been first
        sentinel.read().ifPresent(kept -> Arrays.fill(keyring.unwrap(kept, context), (byte) 0));
    }

    private static String sealOne(DataKeyAead aead, Secret secret, byte[] context) {
        byte[] plain = secret.revealBytes();
        try {
            return Base64.getEncoder().encodeToString(aead.encrypt(plain, context));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Secret unsealOne(DataKeyAead aead, String name, String text, byte[] context) {
        try {
            byte[] plain = aead.decrypt(Base64.getDecoder().decode(text), context);
            try {
                return Secret.of(plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the sealed " + name + " does not open: it was changed, or it belongs to another connection",
                    "set it again with ALTER CONNECTION … SET " + name,
                    e);
        }
    }
}
