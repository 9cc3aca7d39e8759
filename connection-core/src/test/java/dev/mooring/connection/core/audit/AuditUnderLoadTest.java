package dev.mooring.connection.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.access.Privilege;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty-two users at once: what they did is all there, once, and nothing else. */
class AuditUnderLoadTest {
    private static final int USERS = 32;
    private static final int SCOPES = 8;
    private static final Principal ROOT = Principal.of("root");

    @TempDir
    Path directory;

    @Test
    void recordsEverythingThatWasDoneAndDeniedOnce() throws Exception {
        FakeProvider provider = new FakeProvider();
        try (ConnectionLayer layer = ConnectionLayer.in(directory)
                .provider(provider)
                .accessByPrivileges(Grantee.user("root"))
                .open()) {
            layer.workspace("sales", ROOT).create(draft("shared"));
            ExecutorService threads = Executors.newFixedThreadPool(USERS);
            try {
                List<Callable<String>> users = IntStream.range(0, USERS)
                        .<Callable<String>>mapToObj(i -> () -> work(layer, "u" + i))
                        .toList();
                for (Future<String> user : threads.invokeAll(users)) {
                    user.get();
                }
            } finally {
                threads.shutdownNow();
            }
            List<AuditEntry> all = all(layer);
            Map<String, Long> counts = all.stream()
                    .collect(Collectors.groupingBy(
                            each -> each.action() + " " + each.ending().outcome(), Collectors.counting()));
            assertThat(counts)
                    .containsOnly(
                            Map.entry("CREATE DONE", USERS + 1L),
                            Map.entry("GRANT DONE", (long) USERS),
                            Map.entry("ALTER DONE", (long) USERS),
                            Map.entry("VEND DONE", (long) USERS * SCOPES),
                            Map.entry("DROP DENIED", (long) USERS),
                            Map.entry("DROP DONE", (long) USERS));
            assertThat(provider.issuer.calls()).isEqualTo(USERS * SCOPES);
            assertThat(all.stream()
                            .flatMap(each -> each.ending().issue().flatMap(Issue::requestId).stream())
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                    .as("each request of the issuer once")
                    .hasSize(USERS * SCOPES);
        }
    }

    private static String work(ConnectionLayer layer, String user) {
        String own = "of_" + user;
        layer.grants("sales", ROOT).grant(Set.of(Privilege.CREATE_CONNECTION), Optional.empty(), Grantee.user(user));
        Connections connections = layer.workspace("sales", user);
        connections.create(draft(own));
        connections.alter(own, Alteration.builder().comment(user).build());
        for (int scope = 0; scope < SCOPES; scope++) {
            for (int repeat = 0; repeat < 3; repeat++) {
                connections.vend(own, AccessScope.read("depot://" + user + "/" + scope + "/"));
            }
        }
        try {
            connections.drop("shared");
            throw new AssertionError(user + " dropped what is not theirs");
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.NOT_AUTHORIZED);
        }
        connections.drop(own);
        return own;
    }

    private static List<AuditEntry> all(ConnectionLayer layer) {
        AuditTrail trail = layer.audit("sales", ROOT);
        AuditQuery query = AuditQuery.newest(100);
        List<AuditEntry> all = new ArrayList<>();
        List<AuditRecord> page = trail.read(query);
        while (!page.isEmpty()) {
            page.forEach(row -> all.add(row.entry()));
            page = trail.read(query.olderThan(page.get(page.size() - 1)));
        }
        return all;
    }

    private static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(name, "DEPOT")
                .property("ENDPOINT", "host")
                .property("ROLE_ARN", "role/" + name)
                .build();
    }
}
