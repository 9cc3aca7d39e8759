package dev.mooring.connection.core;

import java.util.List;
import java.util.Map;

/**
 * Encrypts the one key under which a keyring's file is encrypted, with a key that never leaves its place, such as one of a
 * KMS. It is asked when the file is read or written, never to seal or to open a connection. Safe for use by threads.
 * Implementations throw a {@link dev.mooring.connection.ConnectionException} with {@link
 * dev.mooring.connection.ConnectionError#SECRET_UNREADABLE} that names the outer key and what is the matter with it.
 */
public interface KeyEncryption {
    /** The outer key as people know it, such as its ARN. It stands in the file, and in messages. */
    String name();

    /** Encrypts a key of 32 bytes, bound to the context, which is no secret. */
    byte[] encrypt(byte[] key, Map<String, String> context);

    /** Decrypts a key that was encrypted with the same context under the key of that name. */
    byte[] decrypt(byte[] encrypted, Map<String, String> context);

    /** What is wrong, or soon will be, with the outer key, for people; asks anew. */
    default List<String> problems() {
        return List.of();
    }
}
