package dev.mooring.connection.core;

import dev.mooring.connection.credential.Secret;
import java.security.GeneralSecurityException;

/**
 * Opens secrets that the application encrypted itself, such as AWS Glue's {@code ENCRYPTED_} properties. Asked at every
 * use, by several threads at once. A ciphertext can be copied to another workspace: the decryptor refuses what was not
 * encrypted for the workspace that asks.
 */
@FunctionalInterface
public interface Decryptor {
    /** The secret; may block. A {@link GeneralSecurityException} is reported with its class only. */
    Secret decrypt(Request request) throws GeneralSecurityException;

    /**
     * What to open, and for whom.
     *
     * @param workspace the workspace of the connection
     * @param connection the connection's name
     * @param property the canonical name of the property that holds the ciphertext
     * @param ciphertext the ciphertext as it was given
     */
    record Request(String workspace, String connection, String property, String ciphertext) {
        @Override
        public String toString() {
            return "Request[" + workspace + "/" + connection + ", " + property + "]";
        }
    }
}
