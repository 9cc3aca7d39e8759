package dev.mooring.connection.core;

import dev.mooring.connection.core.internal.crypto.Keyrings;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * Keys that wrap and unwrap the data keys of connections. Which of them is used for new values says the store, so that all
 * processes change over at once; a keyring only holds them. Safe for use by threads. Implementations throw a {@link
 * dev.mooring.connection.ConnectionException} with {@link dev.mooring.connection.ConnectionError#SECRET_UNREADABLE} that
 * names the key when it is not there, or the place when that can not be read.
 */
public interface Keyring {
    /**
     * A keyring in a file of mode 600, a keyset of Tink in JSON, made when its first key is. It is looked at again when
     * it changed; processes that change it at once lose nothing.
     */
    static Keyring inFile(Path file) {
        return Keyrings.inFile(file);
    }

    /** As {@link #inFile(Path)}, with the keyset encrypted: it is opened once, and again when the file changed. */
    static Keyring inFile(Path file, KeyEncryption encryption) {
        return Keyrings.inFile(file, encryption);
    }

    /**
     * Encrypts the file of a keyring that was made without encryption: it is replaced whole, and is the same keyring. A
     * process that opened it before goes on with the keys that it knows.
     */
    static void encrypt(Path file, KeyEncryption encryption) {
        Keyrings.encrypt(file, encryption);
    }

    /**
     * A keyring in an environment variable of this process that holds the content of a keyring's file. It can not be
     * changed from here. While the variable is not set, nothing can be sealed or opened.
     */
    static Keyring inVariable(String name) {
        String keyset = System.getenv(name);
        return Keyrings.fixed(Secret.of(keyset == null ? "" : keyset), "environment variable " + name);
    }

    /**
     * A keyring that can not be changed.
     *
     * @param keyset the content of a keyring's file
     * @param place where it comes from, for messages
     */
    static Keyring of(Secret keyset, String place) {
        return Keyrings.fixed(keyset, place);
    }

    /** Where the keys are, for messages; the same whether they can be read or not. */
    String place();

    /** The ids of the keys that can be used, in the order in which they were added; none before there is a first. */
    List<String> keyIds();

    /** The id of the key under which a new store begins. It is made if there is none and the keyring can be changed. */
    String firstKeyId();

    /** Wraps a data key under the key of that id, bound to the context. */
    WrappedKey wrap(String keyId, byte[] dataKey, byte[] context);

    /** Unwraps a data key that was wrapped with the same context; never makes a key. */
    byte[] unwrap(WrappedKey key, byte[] context);

    /**
     * Adds a key and gives its id; a new store begins with the same as before. Fails with {@link
     * dev.mooring.connection.ConnectionError#NOT_SUPPORTED} and how else it is done where the keyring can not be changed.
     */
    String add();

    /** Lets new stores begin with that key; does nothing where the keyring can not be changed. */
    void beginWith(String keyId);

    /**
     * Opens nothing any more with that key; it is kept, so that an old backup can be read by who enables it again. Does
     * nothing where the keyring can not be changed.
     */
    void disable(String keyId);

    /** What is wrong, or soon will be, with the place where the keys are, for people; looks anew. */
    default List<String> problems() {
        return List.of();
    }

    /**
     * A wrapped data key.
     *
     * @param keyId the id of the wrapping key, printable
     * @param wrapped the wrapped data key, base64
     */
    record WrappedKey(String keyId, String wrapped) {
        @Override
        public String toString() {
            return "WrappedKey[" + keyId + "]";
        }
    }
}
