package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.keys.SealVerification;
import dev.mooring.connection.core.keys.SealingKey;
import dev.mooring.connection.core.keys.SealingKey.State;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that rotates keys is killed at points that nobody chose, while this one creates and vends. */
class KilledRotationTest {
    private static final int CONNECTIONS = 220;
    private static final int KILLS = 8;
    /** More than a whole round of the process says. */
    private static final int LATEST = 300;

    private static final String WORKSPACE = "w";

    @TempDir
    Path directory;

    @Test
    void everythingIsReadableAndTheNextRunFinishes() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> created = new ArrayList<>();
        try (ConnectionLayer layer = open()) {
            Connections connections = layer.workspace(WORKSPACE, "ann");
            for (int i = 0; i < CONNECTIONS; i++) {
                create(connections, created);
            }
            for (int kill = 0; kill < KILLS; kill++) {
                int point = 1 + random.nextInt(LATEST);
                workWhileAnotherRotates(connections, created, point);
                assertEverythingOpens(layer, created, "seed " + seed + ", killed after " + point);
            }
            layer.keys().rotate();
            layer.keys().list().stream()
                    .filter(key -> key.state() == State.IN_FORCE)
                    .map(SealingKey::id)
                    .forEach(layer.keys()::retire);
            assertThat(layer.keys().list())
                    .filteredOn(key -> key.state() != State.RETIRED)
                    .singleElement()
                    .satisfies(key -> assertThat(key.connections()).isEqualTo(created.size()));
        }
        try (ConnectionLayer afterwards = open()) {
            assertThat(afterwards.keys().findings()).isEmpty();
            assertEverythingOpens(afterwards, created, "seed " + seed + ", at the end");
        }
    }

    private ConnectionLayer open() {
        return ConnectionLayer.in(directory)
                .provider(new FakeProvider())
                .sleeper(millis -> {})
                .open();
    }

    /** What fails here fails the test: a rotation is nobody's business but its own. */
    private void workWhileAnotherRotates(Connections connections, List<String> created, int point) throws Exception {
        try (ChildJvm child = ChildJvm.start(RotatingProcess.class, directory.toString())) {
            assertThat(child.lines(1)).containsExactly("ready");
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
                try {
                    assertThat(child.lines(point)).hasSize(point);
                    child.kill();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            while (!killed.isDone()) {
                create(connections, created);
                assertOpens(connections, created.get(created.size() / 2));
            }
            killed.get();
        }
    }

    private static void create(Connections connections, List<String> created) {
        String name = "c" + created.size();
        connections.create(CreatingProcess.draft(name, "ann"));
        created.add(name);
    }

    private static void assertEverythingOpens(ConnectionLayer layer, List<String> created, String when) {
        SealVerification verification = layer.keys().verify();
        assertThat(verification.isClean()).as("%s: %s", when, verification).isTrue();
        assertThat(verification.connections()).as(when).isEqualTo(created.size());
    }

    private static void assertOpens(Connections connections, String name) {
        assertThat(connections.vend(name, AccessScope.everything()))
                .isEqualTo(new Credential.AccessKey("id-of-" + name, Secret.of(CreatingProcess.secret(name, "ann"))));
    }
}
