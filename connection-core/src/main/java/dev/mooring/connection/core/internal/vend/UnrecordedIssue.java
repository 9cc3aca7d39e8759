package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionException;

/** A credential came, but that could not be recorded: nobody may have it, and asking for another would not help. */
final class UnrecordedIssue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ConnectionException failure;

    UnrecordedIssue(ConnectionException failure) {
        super(failure);
        this.failure = failure;
    }

    /** Why it could not be recorded. */
    ConnectionException failure() {
        return failure;
    }
}
