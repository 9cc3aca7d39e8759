package dev.mooring.connection.core.internal.crypto;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.credential.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Seals and opens the rows of connections: a fresh data key per row, wrapped by the keyring, under which every secret is
 * bound to workspace, connection, property and revision, and the rest of the row is bound to all that it says. A value
 * copied elsewhere does not open, and neither does a row in which something was changed.
 */
public final class SecretSealer {
    private static final int DATA_KEY_BYTES = 32;
    private static final int ATTEMPTS = 3;
    private static final char SEPARATOR = '\0';
    private static final byte[] SEAL = "mooring row seal 1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final Keyring keyring;
    private final CurrentKey current;
    private final SecureRandom random = new SecureRandom();

    /** What a value is bound to, beside its property. */
    private record Place(String workspace, String connectionId, long revision) {
        static Place of(RowContent content, long revision) {
            return new Place(content.identity().workspace(), content.identity().id(), revision);
        }

        byte[] bind(String what) {
            String context =
                    String.join(String.valueOf(SEPARATOR), workspace, connectionId, what, Long.toString(revision));
            return context.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A sealer with the keyring that the current key is of. */
    public SecretSealer(Keyring keyring, CurrentKey current) {
        this.keyring = keyring;
        this.current = current;
    }

    /** Seals a row and its secrets. */
    public SealedSecrets seal(RowContent content, Map<String, Secret> secrets, long revision) {
        Place place = Place.of(content, revision);
        byte[] dataKey = new byte[DATA_KEY_BYTES];
        random.nextBytes(dataKey);
        try {
            DataKeyAead aead = new DataKeyAead(dataKey);
            Map<String, String> sealed = new TreeMap<>();
            secrets.forEach((name, secret) -> sealed.put(name, sealOne(aead, secret, place.bind(name))));
            return sealed(content, dataKey, sealed, revision);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Seals what a row becomes, with those of its secrets that are kept and without opening any. Fails when the row does
     * not match its present seal: what was changed in the store must not be sealed anew.
     */
    public SealedSecrets reseal(
            RowContent present, SealedSecrets sealed, RowContent content, Collection<String> keptSecrets) {
        byte[] dataKey = verified(present, sealed);
        try {
            Map<String, String> remaining = new TreeMap<>(sealed.ciphertexts());
            remaining.keySet().retainAll(keptSecrets);
            return sealed(content, dataKey, remaining, sealed.revision());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private SealedSecrets sealed(RowContent content, byte[] dataKey, Map<String, String> ciphertexts, long revision) {
        String seal = seal(new DataKeyAead(dataKey), content.digest(ciphertexts.keySet()), revision);
        WrappedKey key = current.wrap(dataKey, Place.of(content, revision).bind(""));
        return new SealedSecrets(Optional.of(key), Optional.of(seal), ciphertexts, revision);
    }

    /**
     * Opens the secrets of a row; fails with SECRET_UNREADABLE when a key is missing and with SEAL_BROKEN when the row or
     * a value is not what was sealed.
     */
    public Map<String, Secret> open(RowContent content, SealedSecrets sealed) {
        byte[] dataKey = verified(content, sealed);
        try {
            DataKeyAead aead = new DataKeyAead(dataKey);
            Place place = Place.of(content, sealed.revision());
            Map<String, Secret> secrets = new TreeMap<>();
            sealed.ciphertexts()
                    .forEach((name, text) -> secrets.put(name, openOne(aead, text, place.bind(name), content)));
            return secrets;
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Fails like {@link #open} unless the row is as it was sealed. */
    public void verify(RowContent content, SealedSecrets sealed) {
        Arrays.fill(verified(content, sealed), (byte) 0);
    }

    /** Whether a key is at hand and the row is as it was sealed. */
    public boolean isVerified(RowContent content, SealedSecrets sealed) {
        try {
            verify(content, sealed);
            return true;
        } catch (ConnectionException e) {
            if (e.code() != ConnectionError.SECRET_UNREADABLE && e.code() != ConnectionError.SEAL_BROKEN) {
                throw e;
            }
            return false;
        }
    }

    /** The data key of a row that matches its seal. */
    private byte[] verified(RowContent content, SealedSecrets sealed) {
        WrappedKey key = sealed.key().orElseThrow(() -> broken(content, "has no seal"));
        String seal = sealed.seal().orElseThrow(() -> broken(content, "has no seal"));
        byte[] dataKey = dataKey(key, content, sealed.revision());
        try {
            byte[] digest = content.digest(sealed.ciphertexts().keySet());
            new DataKeyAead(dataKey).decrypt(Base64.getDecoder().decode(seal), bound(digest, sealed.revision()));
            return dataKey;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            Arrays.fill(dataKey, (byte) 0);
            throw broken(content, "is not what was sealed");
        }
    }

    private byte[] dataKey(WrappedKey key, RowContent content, long revision) {
        try {
            return keyring.unwrap(key, Place.of(content, revision).bind(""));
        } catch (ConnectionException e) {
            // a key that is there and does not open was given another row's value
            throw e.code() == ConnectionError.SECRET_UNREADABLE
                            && keyring.keyIds().contains(key.keyId())
                    ? broken(content, "is not what was sealed")
                    : e;
        }
    }

    private static String seal(DataKeyAead aead, byte[] digest, long revision) {
        try {
            return Base64.getEncoder().encodeToString(aead.encrypt(NOTHING, bound(digest, revision)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        }
    }

    private static byte[] bound(byte[] digest, long revision) {
        return ByteBuffer.allocate(SEAL.length + digest.length + Long.BYTES)
                .put(SEAL)
                .put(digest)
                .putLong(revision)
                .array();
    }

    private static ConnectionException broken(RowContent content, String why) {
        return new ConnectionException(
                ConnectionError.SEAL_BROKEN,
                "the stored row of connection " + content.identity().name() + " " + why
                        + ": it was changed in the store by something else than this layer");
    }

    /**
     * The data key of a row, wrapped under another key than before. Fails like {@link #open} when it can not be unwrapped;
     * the row's seal is not looked at, for it stays what it is.
     */
    public WrappedKey rewrap(RowContent content, SealedSecrets sealed, String keyId) {
        WrappedKey key = sealed.key().orElseThrow(() -> broken(content, "has no seal"));
        byte[] context = Place.of(content, sealed.revision()).bind("");
        byte[] dataKey = dataKey(key, content, sealed.revision());
        byte[] again = {};
        try {
            WrappedKey rewrapped = keyring.wrap(keyId, dataKey, context);
            again = keyring.unwrap(rewrapped, context);
            if (!MessageDigest.isEqual(dataKey, again)) {
                throw new IllegalStateException("the keyring does not unwrap what it wrapped");
            }
            return rewrapped;
        } finally {
            Arrays.fill(dataKey, (byte) 0);
            Arrays.fill(again, (byte) 0);
        }
    }

    /** Does the work, and again when a key was retired between reading and storing, or opening, what is under it. */
    public <T> T underKeysInForce(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConnectionException e) {
                if (!(e.getCause() instanceof KeyEnded) || attempt == ATTEMPTS) {
                    throw e;
                }
                current.forget();
            }
        }
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

    private static Secret openOne(DataKeyAead aead, String text, byte[] context, RowContent content) {
        try {
            byte[] plain = aead.decrypt(Base64.getDecoder().decode(text), context);
            try {
                return Secret.of(plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw broken(content, "holds a secret that is not what was sealed");
        }
    }
}
