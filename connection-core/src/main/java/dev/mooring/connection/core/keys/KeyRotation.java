package dev.mooring.connection.core.keys;

import java.util.List;
import java.util.Optional;

/**
 * What a rotation did, or would do.
 *
 * @param from the key that was current before; empty in a store without keys
 * @param to the key that is current afterwards
 * @param connections how many connections were put under it
 * @param unopened connections that stay under their keys because they can not be opened
 */
public record KeyRotation(Optional<String> from, String to, long connections, List<UnopenedConnection> unopened) {
    /** Copies the list. */
    public KeyRotation {
        unopened = List.copyOf(unopened);
    }
}
