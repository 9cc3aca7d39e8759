package dev.mooring.connection.core;

import dev.mooring.connection.credential.Secret;
import java.security.GeneralSecurityException;

/**
 * Opens secrets that the application encrypted itself, such as AWS Glue's {@code ENCRYPTED_} properties. Asked at every
 * use, by several threads at once.
 */
@FunctionalInterface
public interface Decryptor {
    /**
     * The secret; may block. A {@link GeneralSecurityException} is reported with its class only.
     *
     * @param property the canonical name of the property that holds the ciphertext
     * @param ciphertext the ciphertext as it was given
     */
    Secret decrypt(String property, String ciphertext) throws GeneralSecurityException;
}
