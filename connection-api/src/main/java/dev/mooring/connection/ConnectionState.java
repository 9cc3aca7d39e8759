package dev.mooring.connection;

/** Whether a connection can be used. */
public enum ConnectionState {
    /** Complete: it can be tested and can vend. */
    READY,
    /** Waits for a step of its owner, such as redeeming an authorization code. */
    PENDING,
    /** Can no longer vend until its owner acts; the reason is kept beside it. */
    FAILED
}
