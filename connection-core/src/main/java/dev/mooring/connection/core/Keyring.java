package dev.mooring.connection.core;

/**
 * Wraps and unwraps the data keys of connections under keys of its own. Safe for use by threads. Implementations throw a
 * {@link dev.mooring.connection.ConnectionException} with {@link
 * dev.mooring.connection.ConnectionError#SECRET_UNREADABLE} that names the key when it is not there.
 */
public interface Keyring {
    /** Wraps a data key under the current key, which is made if there is none; bound to the context. */
    WrappedKey wrap(byte[] dataKey, byte[] context);

    /** Unwraps a data key that was wrapped with the same context; never makes a key. */
    byte[] unwrap(WrappedKey key, byte[] context);

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
