package dev.mooring.connection.core.keys;

/**
 * A key as a store and this process's keyring know it.
 *
 * @param id its id
 * @param state what the store does with it
 * @param isInKeyring whether the keyring of this process has it
 * @param connections how many connections, of all workspaces, are sealed under it
 */
public record SealingKey(String id, State state, boolean isInKeyring, long connections) {
    /** What a store does with a key. */
    public enum State {
        /** New connections are sealed under it. */
        CURRENT,
        /** Connections may be sealed under it, and it can be made current. */
        IN_FORCE,
        /** The keyring has it and the store does not know it yet. */
        UNKNOWN,
        /** It was in force once, and never is again. */
        RETIRED
    }
}
