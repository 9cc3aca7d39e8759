package dev.mooring.connection.core.process;

import static dev.mooring.connection.core.process.SharedNodeProcess.DONE;
import static dev.mooring.connection.core.process.SharedNodeProcess.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ChildJvm;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.PostgresServer;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on one PostgreSQL that race, that are killed, and whose server is killed. */
class SharedStoreFireTest {
    private static final int RACED = 1_000;
    private static final int KILLS = 50;
    private static final int AT_ONCE = 2;
    private static final int LATEST_KILL = 60;
    private static final int MOST_CHANGES = 5_000;
    private static final int WRITERS = 4;
    private static final int MORE = 100;
    private static final int MOST_ATTEMPTS = 2_000;

    @TempDir
    Path directory;

    @Test
    void ofTwoNodesThatRaceForNamesOneWinsEach() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String schema = server.newSchema();
        try (ChildJvm ann = node(server, schema, "ann", SharedNodeProcess.RACE, RACED);
                ChildJvm bob = node(server, schema, "bob", SharedNodeProcess.RACE, RACED)) {
            ann.lines(1);
            bob.lines(1);
            ann.release();
            bob.release();
            List<String> anns = ann.lines(RACED);
            List<String> bobs = bob.lines(RACED);

            try (ConnectionLayer layer = layer(server, schema)) {
                Connections connections = layer.workspace(WORKSPACE, "me");
                assertThat(connections.list()).hasSize(RACED);
                for (int i = 0; i < RACED; i++) {
                    String name = "c" + i;
                    String won = name + " 0 " + DONE;
                    assertThat(List.of(anns.get(i), bobs.get(i)))
                            .containsExactlyInAnyOrder(won, name + " 0 " + ConnectionError.NAME_ALREADY_EXISTS);
                    assertThat(connections.require(name).audit().creator())
                            .isEqualTo(anns.get(i).equals(won) ? "ann" : "bob");
                }
            }
        }
    }

    @Test
    void whatKilledNodesAcknowledgedIsThereAndWholeAlsoWhenKeysWereRotatedMeanwhile() throws Exception {
        PostgresServer server = PostgresServer.shared();
        String schema = server.newSchema();
        // the tables and the first key, before nodes start at once
        layer(server, schema).close();
        Random points = new Random();
        Map<String, Integer> acknowledged = new HashMap<>();
        ExecutorService killers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<List<String>>> said = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                String user = "node" + kill + "x";
                int point = 1 + points.nextInt(LATEST_KILL);
                said.add(killers.submit(() -> killedAfter(point, server, schema, user)));
            }
            for (Future<List<String>> lines : said) {
                lines.get(2, TimeUnit.MINUTES).forEach(line -> acknowledge(acknowledged, line));
            }
        } finally {
            killers.shutdownNow();
        }

        try (ConnectionLayer layer = layer(server, schema)) {
            Connections connections = layer.workspace(WORKSPACE, "me");
            Map<String, Connection> present = new HashMap<>();
            connections.list().forEach(connection -> present.put(connection.name(), connection));
            assertThat(present.keySet()).containsAll(acknowledged.keySet());
            // what was not acknowledged is one change of each node at most, and whole
            assertThat(present).hasSizeLessThanOrEqualTo(acknowledged.size() + KILLS);
            present.forEach(
                    (name, connection) -> assertWhole(connections, connection, acknowledged.getOrDefault(name, 0)));
            assertThat(layer.keys().verify().unopened()).isEmpty();
            layer.keys().rotate();
            assertThat(layer.keys().verify().unopened()).isEmpty();
        }
    }

    @Test
    void aServerThatIsKilledUnderLoadLosesNothingAcknowledgedAndIsFoundAgain() throws Exception {
        try (PostgresServer server = new PostgresServer();
                ConnectionLayer layer = layer(server, "fire")) {
            Connections connections = layer.workspace(WORKSPACE, "me");
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            AtomicBoolean isOver = new AtomicBoolean();
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    String prefix = "w" + writer + "_";
                    all.add(writers.submit(() -> write(connections, prefix, acknowledged, isOver)));
                }
                awaitMore(acknowledged);
                server.kill();
                server.restart();
                awaitMore(acknowledged);
                isOver.set(true);
                for (Future<?> each : all) {
                    each.get(2, TimeUnit.MINUTES);
                }
            } finally {
                isOver.set(true);
                writers.shutdownNow();
            }

            assertThat(connections.list()).extracting(Connection::name).containsAll(acknowledged);
            acknowledged.forEach(name ->
                    assertThat(connections.vend(name, AccessScope.everything())).isEqualTo(key(name, "me", 0)));
        }
    }

    /** Tries each name until it is there: whatever fails meanwhile must say that trying again makes sense. */
    private static void write(Connections connections, String prefix, Set<String> acknowledged, AtomicBoolean isOver) {
        for (int i = 0; i < MOST_CHANGES && !isOver.get(); i++) {
            String name = prefix + i;
            int attempts = 1;
            while (!isCreated(connections, name)) {
                attempts++;
                assertThat(attempts).isLessThan(MOST_ATTEMPTS);
            }
            acknowledged.add(name);
        }
    }

    private static void awaitMore(Set<String> acknowledged) {
        int before = acknowledged.size();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > before + MORE);
    }

    private static boolean isCreated(Connections connections, String name) {
        try {
            connections.create(SharedNodeProcess.draft(name, "me", 0));
            return true;
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.NAME_ALREADY_EXISTS) {
                // the attempt before, whose answer was lost with the server
                return true;
            }
            assertThat(e.code()).isEqualTo(ConnectionError.STORE_UNAVAILABLE);
            assertThat(e.code().retryable()).isTrue();
            return false;
        }
    }

    private List<String> killedAfter(int point, PostgresServer server, String schema, String user) throws Exception {
        try (ChildJvm child = node(server, schema, user, SharedNodeProcess.CHANGE, MOST_CHANGES)) {
            child.lines(1);
            child.release();
            List<String> said = new ArrayList<>(child.lines(point));
            said.addAll(child.kill());
            return said;
        }
    }

    private static void acknowledge(Map<String, Integer> acknowledged, String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 3 && parts[2].equals(DONE)) {
            acknowledged.merge(parts[0], Integer.valueOf(parts[1]), Math::max);
        }
    }

    private static void assertWhole(Connections connections, Connection connection, int acknowledged) {
        String name = connection.name();
        String user = connection.audit().creator();
        assertThat(connection.properties().values()).containsOnlyKeys("ENDPOINT", "ACCESS_ID");
        assertThat(connection.secrets()).containsExactly("ACCESS_KEY");
        int number = connection.version() == 1 ? 0 : 1;
        assertThat(number).as(name).isGreaterThanOrEqualTo(acknowledged);
        assertThat(connections.vend(name, AccessScope.everything())).isEqualTo(key(name, user, number));
    }

    private static Credential key(String name, String user, int number) {
        return new Credential.AccessKey("id-of-" + name, Secret.of(SharedNodeProcess.secret(name, user, number)));
    }

    private ChildJvm node(PostgresServer server, String schema, String user, String what, int times)
            throws IOException {
        return ChildJvm.start(
                SharedNodeProcess.class,
                server.url(),
                schema,
                keyring().toString(),
                user,
                what,
                Integer.toString(times));
    }

    private ConnectionLayer layer(PostgresServer server, String schema) {
        return SharedNodeProcess.layer(server.url(), schema, keyring());
    }

    private Path keyring() {
        return directory.resolve("keyring.json");
    }
}
