package dev.mooring.connection.core.internal.workspace;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.access.AccessAction;
import dev.mooring.connection.core.internal.access.Guard.Call;
import dev.mooring.connection.core.internal.store.StoreFailures;
import dev.mooring.connection.core.internal.store.StoredCascade;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What uses connections, as far as one member may see it: a connection that they may not describe is not named. */
final class Uses {
    private final Services services;
    private final Rows rows;

    Uses(Services services, Rows rows) {
        this.services = services;
        this.rows = rows;
    }

    List<Dependent> seen(StoredConnection row) {
        return seen(services.store().dependents(row));
    }

    /** Of the connections in the cascade, the ids of those that the member may see. */
    Set<String> seen(StoredCascade cascade) {
        return rows.guard().describable(cascade.rows()).stream()
                .map(row -> row.connection().id())
                .collect(Collectors.toSet());
    }

    /** The refusal to drop what is in use, which names what the member may see. */
    ConnectionException asSeen(StoredConnection row, ConnectionException refusal) {
        if (services.access().isOpen()) {
            return refusal;
        }
        String name = row.connection().name();
        List<Dependent> all = services.store().dependents(row);
        boolean isSeen = rows.guard().allows(new Call(AccessAction.DESCRIBE, name), Optional.of(row));
        return StoreFailures.inUse(name, isSeen ? seen(all) : List.of(), Math.max(1, all.size()));
    }

    private List<Dependent> seen(List<Dependent> dependents) {
        if (services.access().isOpen()) {
            return dependents;
        }
        List<StoredConnection> users = dependents.stream()
                .filter(Uses::isConnection)
                .flatMap(each -> rows.findAgain(each.name()).stream())
                .toList();
        Set<String> seen = rows.guard().describable(users).stream()
                .map(row -> key(row.connection().name()))
                .collect(Collectors.toSet());
        return dependents.stream()
                .filter(each -> !isConnection(each) || seen.contains(key(each.name())))
                .toList();
    }

    private static boolean isConnection(Dependent dependent) {
        return dependent.kind().equals(Dependent.CONNECTION);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
