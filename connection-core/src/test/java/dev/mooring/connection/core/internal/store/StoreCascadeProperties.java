package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Connections that use each other in any way: a cascading drop takes all that reaches the dropped one, and no other. */
class StoreCascadeProperties {
    private static final int SIZE = 9;

    private static ConnectionStore memory = new MemoryConnectionStore();
    private static ConnectionStore sqlite = memory;
    private static Path file = Path.of("");
    private static int workspaces;

    @BeforeContainer
    static void open() throws IOException {
        file = Files.createTempDirectory("cascade").resolve("connections.db");
        sqlite = SqliteStores.open(file);
    }

    @AfterContainer
    static void close() throws IOException {
        sqlite.close();
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
        Files.delete(file.getParent());
    }

    /** For each connection, the earlier ones that it uses. */
    @Provide
    Arbitrary<List<Set<Integer>>> graphs() {
        Arbitrary<Set<Integer>> users =
                Arbitraries.integers().between(0, SIZE - 1).set().ofMaxSize(3);
        return users.list().ofSize(SIZE);
    }

    @Property(tries = 60)
    void takesWhatReachesTheDroppedConnection(
            @ForAll("graphs") List<Set<Integer>> graph, @ForAll @IntRange(max = SIZE - 1) int dropped) {
        String workspace = "w" + workspaces++;
        Set<Integer> expected = reaching(graph, dropped);
        for (ConnectionStore store : List.of(memory, sqlite)) {
            List<StoredConnection> rows = fill(store, workspace, graph);
            StoredConnection root = rows.get(dropped);

            StoredCascade gone = store.deleteCascade(
                            root, store.cascade(root).ids(), c -> did(Action.DROP, rows.get(number(c.name()))))
                    .orElseThrow();

            assertThat(gone.shown().connections().stream().map(StoreCascadeProperties::number))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertOrdered(gone, graph);
            assertThat(gone.shown().releases())
                    .extracting(Cascade.Use::connection)
                    .containsExactlyInAnyOrderElementsOf(gone.shown().connections());
            assertThat(store.list(workspace).stream()
                            .map(row -> number(row.connection().name())))
                    .doesNotContainAnyElementsOf(expected)
                    .hasSize(SIZE - expected.size());
        }
    }

    private static List<StoredConnection> fill(ConnectionStore store, String workspace, List<Set<Integer>> graph) {
        List<StoredConnection> rows = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            String[] used = used(graph, i).stream().map(each -> "c" + each).toArray(String[]::new);
            StoredConnection row = plain(workspace, "c" + i, used);
            store.insert(row, did(Action.CREATE, row));
            store.addDependent(row, new Dependent("VOLUME", "v" + i));
            rows.add(row);
        }
        return rows;
    }

    private static Set<Integer> used(List<Set<Integer>> graph, int user) {
        Set<Integer> earlier = new TreeSet<>(graph.get(user));
        earlier.removeIf(each -> each >= user);
        return earlier;
    }

    private static Set<Integer> reaching(List<Set<Integer>> graph, int target) {
        Set<Integer> reaching = new HashSet<>(Set.of(target));
        for (int i = target + 1; i < SIZE; i++) {
            if (used(graph, i).stream().anyMatch(reaching::contains)) {
                reaching.add(i);
            }
        }
        return reaching;
    }

    private static void assertOrdered(StoredCascade gone, List<Set<Integer>> graph) {
        List<Integer> order = gone.shown().connections().stream()
                .map(StoreCascadeProperties::number)
                .toList();
        for (int user : order) {
            for (int used : used(graph, user)) {
                assertThat(order.indexOf(used) == -1 || order.indexOf(user) < order.indexOf(used))
                        .as(user + " goes before " + used)
                        .isTrue();
            }
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }
}
