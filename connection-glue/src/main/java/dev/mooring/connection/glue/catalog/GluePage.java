package dev.mooring.connection.glue.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Some connections of a list.
 *
 * @param connections the connections, sorted by the names that they have here
 * @param mark where the next page goes on; empty when there is none
 */
public record GluePage(List<GlueConnection> connections, Optional<String> mark) {
    /** Copies the list. */
    public GluePage {
        connections = List.copyOf(connections);
    }
}
