package dev.mooring.benchmarks.subject;

/** One library that keeps credentials, over a token service. */
public interface Subject extends AutoCloseable {
    /** What a caller holds for one credential. */
    @FunctionalInterface
    interface Handle {
        /** A valid credential in the library's own type. */
        Object get();
    }

    /** Prepares the credential of a key, without fetching it. */
    Handle handle(String key);

    /** Prepares the credential of a key for a caller who keeps no handle: every call finds it by the key. */
    Handle lookup(String key);

    /** The id of the token that the credential holds. */
    String tokenId(Object credential);

    @Override
    default void close() {}
}
