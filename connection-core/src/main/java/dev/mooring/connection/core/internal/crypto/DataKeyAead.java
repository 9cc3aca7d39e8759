package dev.mooring.connection.core.internal.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;

/** AES-256-GCM under one data key. */
final class DataKeyAead {
    private final Aead aead;

    DataKeyAead(byte[] dataKey) {
        try {
            aead = new AesGcmJce(dataKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available in this Java runtime", e);
        }
    }

    byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
        return aead.encrypt(plain, context);
    }

    byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(sealed, context);
    }
}
