package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Credential;

/** Earlier credentials of the same connection, each cached and renewed on its own with its own expiry. */
public interface Hops {
    /** The credential of that hop, from memory or by running the plan. */
    Credential get(String name, VendPlan plan);

    /** Says that the hop's credential was refused: the next {@link #get} runs its plan anew. */
    void rejected(String name);
}
