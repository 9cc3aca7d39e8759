package dev.mooring.connection;

import java.util.List;

/**
 * What a cascading drop takes with it.
 *
 * @param connections names of the connections that go, each behind all that use it: the one that was named is the last,
 *     and one by one they could be dropped in this order
 * @param uses what uses these connections, beginning with the uses of the one that was named
 */
public record Cascade(List<String> connections, List<Use> uses) {
    /** Copies the lists. */
    public Cascade {
        connections = List.copyOf(connections);
        uses = List.copyOf(uses);
    }

    /**
     * That something uses a connection.
     *
     * @param connection the connection's name
     * @param dependent what uses it
     */
    public record Use(String connection, Dependent dependent) {}

    /** The uses by what does not go itself: these registrations end, and each object is left without the connection. */
    public List<Use> releases() {
        return uses.stream().filter(use -> !goes(use.dependent())).toList();
    }

    private boolean goes(Dependent dependent) {
        return dependent.kind().equals(Dependent.CONNECTION)
                && connections.stream().anyMatch(name -> name.equalsIgnoreCase(dependent.name()));
    }
}
