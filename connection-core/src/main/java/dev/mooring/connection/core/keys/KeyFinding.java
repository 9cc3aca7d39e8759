package dev.mooring.connection.core.keys;

import java.util.Optional;

/**
 * Something that is wrong with the keys of a store.
 *
 * @param keyId which key; empty when it is about the keyring as a whole
 * @param message what is wrong
 * @param remedy what to do
 */
public record KeyFinding(Optional<String> keyId, String message, String remedy) {
    /** Message and remedy in one line. */
    @Override
    public String toString() {
        return message + " [" + remedy + "]";
    }
}
