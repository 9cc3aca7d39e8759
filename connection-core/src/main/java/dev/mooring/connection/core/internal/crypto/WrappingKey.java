package dev.mooring.connection.core.internal.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.mooring.connection.credential.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One key of a keyset: AES-256-GCM as Tink has it, with the key's id before every ciphertext. */
final class WrappingKey {
    static final int BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final int id;
    private final String printedId;
    private final Status status;
    private final Secret material;
    /** Made when it is first needed: a process that lists connections loads no cipher. */
    private volatile @Nullable Aead aead;

    /** Whether a key is used, as Tink's keysets say it. */
    enum Status {
        ENABLED,
        DISABLED,
        DESTROYED
    }

    WrappingKey(int id, Status status, Secret material) {
        this.id = id;
        this.printedId = String.format(Locale.ROOT, "K%08x", id);
        this.status = status;
        this.material = material;
    }

    /** A new key of that id. */
    static WrappingKey generate(int id, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new WrappingKey(id, Status.ENABLED, Secret.of(bytes));
    }

    int id() {
        return id;
    }

    /** The id as people see it. */
    String printedId() {
        return printedId;
    }

    Status status() {
        return status;
    }

    boolean isEnabled() {
        return status == Status.ENABLED;
    }

    WrappingKey disabled() {
        return new WrappingKey(id, Status.DISABLED, material);
    }

    Secret material() {
        return material;
    }

    byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
        return aead().encrypt(plain, context);
    }

    byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        return aead().decrypt(sealed, context);
    }

    @AccessesPartialKey // of the one form whose ciphertexts are this library's at-rest format
    private Aead aead() throws GeneralSecurityException {
        Aead made = aead;
        if (made == null) {
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(IV_BYTES)
                    .setTagSizeBytes(TAG_BYTES)
                    .setVariant(AesGcmParameters.Variant.TINK)
                    .build();
            made = AesGcmJce.create(AesGcmKey.builder()
                    .setParameters(parameters)
                    .setIdRequirement(id)
                    .setKeyBytes(SecretBytes.copyFrom(material.revealBytes(), InsecureSecretKeyAccess.get()))
                    .build());
            aead = made;
        }
        return made;
    }

    @Override
    public String toString() {
        return "WrappingKey[" + printedId() + ", " + status + "]";
    }
}
