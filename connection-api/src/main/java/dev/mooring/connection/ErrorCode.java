package dev.mooring.connection;

/** A stable name for a kind of failure. Implemented by enums; a name, once published, never changes its meaning. */
public interface ErrorCode {
    /** The stable name, upper case with underscores. */
    String name();

    /** Who can act on it. */
    Kind kind();

    /** Whether the same call may succeed later without anyone changing anything. */
    boolean retryable();

    /** What to do when the failure itself has nothing more precise to say. */
    String remedy();

    /** Who can act on a failure. */
    enum Kind {
        /** The caller gave something wrong. */
        USER,
        /** Somebody has to grant something. */
        PERMISSION,
        /** A service or a network failed. */
        EXTERNAL,
        /** A provider, the store or this library is at fault. */
        INTERNAL
    }
}
