package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Dependent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What uses a connection, and what uses that. */
final class DependentTree {
    private DependentTree() {}

    private record Branch(String path, Dependent dependent) {}

    /** Each use behind the connections through which it is one; below one that uses several, once. */
    static List<String> paths(Cascade cascade) {
        Map<String, List<Dependent>> users = new HashMap<>();
        cascade.uses()
                .forEach(use -> users.computeIfAbsent(key(use.connection()), name -> new ArrayList<>())
                        .add(use.dependent()));
        String root = cascade.connections().get(cascade.connections().size() - 1);
        Deque<Branch> open = new ArrayDeque<>();
        open(open, "", users.getOrDefault(key(root), List.of()));
        Set<String> followed = new HashSet<>();
        List<String> paths = new ArrayList<>();
        while (!open.isEmpty()) {
            Branch branch = open.pop();
            String path = branch.path() + branch.dependent();
            paths.add(path);
            String name = key(branch.dependent().name());
            if (branch.dependent().kind().equals(Dependent.CONNECTION) && followed.add(name)) {
                open(open, path + " > ", users.getOrDefault(name, List.of()));
            }
        }
        return paths;
    }

    private static void open(Deque<Branch> open, String path, List<Dependent> users) {
        List<Dependent> last = new ArrayList<>(users);
        Collections.reverse(last);
        last.forEach(dependent -> open.push(new Branch(path, dependent)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
