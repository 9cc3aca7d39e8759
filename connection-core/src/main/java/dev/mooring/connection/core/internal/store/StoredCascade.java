package dev.mooring.connection.core.internal.store;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Dependent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A row with all rows that use it, directly or through others.
 *
 * @param rows the rows, each behind all that use it
 * @param uses what uses any of them, applications' objects too
 */
public record StoredCascade(List<StoredConnection> rows, List<Cascade.Use> uses) {
    /** The order in which dependents are told. */
    static final Comparator<Dependent> ORDER =
            Comparator.comparing(Dependent::kind).thenComparing(Dependent::name);

    /** Copies the lists. */
    public StoredCascade {
        rows = List.copyOf(rows);
        uses = List.copyOf(uses);
    }

    /** Orders the rows; the uses are given by the id of the row that is used. */
    static StoredCascade of(List<StoredConnection> rows, Map<String, List<Dependent>> uses) {
        List<StoredConnection> ordered = usersFirst(rows);
        List<Cascade.Use> all = new ArrayList<>();
        for (int i = ordered.size() - 1; i >= 0; i--) {
            String name = ordered.get(i).connection().name();
            uses.getOrDefault(ordered.get(i).connection().id(), List.of())
                    .forEach(dependent -> all.add(new Cascade.Use(name, dependent)));
        }
        return new StoredCascade(ordered, all);
    }

    /** The ids of the rows. */
    public Set<String> ids() {
        return rows.stream().map(row -> row.connection().id()).collect(Collectors.toUnmodifiableSet());
    }

    /** As somebody sees it who may see all connections. */
    public Cascade shown() {
        return shown(ids());
    }

    /** As somebody sees it who may see the connections of these ids. */
    public Cascade shown(Set<String> seen) {
        Set<String> names = rows.stream()
                .map(StoredConnection::connection)
                .filter(each -> seen.contains(each.id()))
                .map(each -> key(each.name()))
                .collect(Collectors.toSet());
        return new Cascade(
                rows.stream()
                        .map(row -> row.connection().name())
                        .filter(name -> names.contains(key(name)))
                        .toList(),
                uses.stream().filter(use -> isSeen(use, names)).toList());
    }

    private static boolean isSeen(Cascade.Use use, Set<String> names) {
        boolean isConnection = use.dependent().kind().equals(Dependent.CONNECTION);
        return names.contains(key(use.connection()))
                && (!isConnection || names.contains(key(use.dependent().name())));
    }

    /** Takes rows that no other row uses any more, again and again: they may be many, and in a long chain. */
    private static List<StoredConnection> usersFirst(List<StoredConnection> rows) {
        Map<String, StoredConnection> byName = new TreeMap<>();
        rows.forEach(row -> byName.put(key(row.connection().name()), row));
        Map<String, Integer> users = new HashMap<>();
        rows.forEach(row -> used(row, byName).forEach(name -> users.merge(name, 1, Integer::sum)));
        TreeSet<String> unused = new TreeSet<>();
        byName.keySet().stream().filter(name -> !users.containsKey(name)).forEach(unused::add);
        List<StoredConnection> ordered = new ArrayList<>();
        for (String name = unused.pollFirst(); name != null; name = unused.pollFirst()) {
            StoredConnection row = requireNonNull(byName.get(name));
            ordered.add(row);
            for (String target : used(row, byName)) {
                if (users.merge(target, -1, Integer::sum) == 0) {
                    unused.add(target);
                }
            }
        }
        return ordered;
    }

    private static Set<String> used(StoredConnection row, Map<String, StoredConnection> among) {
        return row.references().stream()
                .map(StoredCascade::key)
                .filter(among::containsKey)
                .collect(Collectors.toSet());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
