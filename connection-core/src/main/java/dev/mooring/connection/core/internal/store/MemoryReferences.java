package dev.mooring.connection.core.internal.store;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.Connection;
import dev.mooring.connection.Dependent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What uses the rows of a store in memory. Its users hold that store's lock. */
final class MemoryReferences {
    private final Map<RowName, StoredConnection> rows;
    private final Map<String, Set<Dependent>> registered = new TreeMap<>();

    MemoryReferences(Map<RowName, StoredConnection> rows) {
        this.rows = rows;
    }

    /** Refuses a row that names what is not there, or would use itself. */
    void require(StoredConnection row) {
        for (String name : row.references()) {
            if (!rows.containsKey(named(row, name))) {
                throw StoreFailures.notFound(name);
            }
        }
        if (reaches(row, RowName.of(row))) {
            throw StoreFailures.circle(row.connection().name());
        }
    }

    void add(StoredConnection row, Dependent dependent) {
        registered.computeIfAbsent(row.connection().id(), id -> new HashSet<>()).add(dependent);
    }

    void remove(StoredConnection row, Dependent dependent) {
        registered.getOrDefault(row.connection().id(), new HashSet<>()).remove(dependent);
    }

    void forget(StoredConnection row) {
        registered.remove(row.connection().id());
    }

    List<Dependent> dependents(StoredConnection row) {
        return dependents(row, users(row));
    }

    StoredCascade cascade(StoredConnection root) {
        List<StoredConnection> met = new ArrayList<>(List.of(root));
        Map<String, List<Dependent>> uses = new HashMap<>();
        Set<String> ids = new HashSet<>(Set.of(root.connection().id()));
        for (int i = 0; i < met.size(); i++) {
            StoredConnection used = met.get(i);
            List<StoredConnection> users = users(used);
            uses.put(used.connection().id(), dependents(used, users));
            users.stream().filter(user -> ids.add(user.connection().id())).forEach(met::add);
        }
        return StoredCascade.of(met, uses);
    }

    private List<Dependent> dependents(StoredConnection row, List<StoredConnection> users) {
        Set<Dependent> all = new TreeSet<>(StoredCascade.ORDER);
        all.addAll(registered.getOrDefault(row.connection().id(), Set.of()));
        users.forEach(user ->
                all.add(new Dependent(Dependent.CONNECTION, user.connection().name())));
        return List.copyOf(all);
    }

    private List<StoredConnection> users(StoredConnection row) {
        Connection connection = row.connection();
        return rows.values().stream()
                .filter(other ->
                        other.connection().workspace().equals(connection.workspace()) && other.uses(connection))
                .toList();
    }

    private boolean reaches(StoredConnection row, RowName target) {
        Set<RowName> seen = new HashSet<>();
        Deque<StoredConnection> open = new ArrayDeque<>(List.of(row));
        while (!open.isEmpty()) {
            StoredConnection next = open.remove();
            for (String name : next.references()) {
                RowName used = named(next, name);
                if (used.equals(target)) {
                    return true;
                }
                if (seen.add(used)) {
                    open.add(requireNonNull(rows.get(used)));
                }
            }
        }
        return false;
    }

    private static RowName named(StoredConnection row, String name) {
        return RowName.of(row.connection().workspace(), name);
    }
}
