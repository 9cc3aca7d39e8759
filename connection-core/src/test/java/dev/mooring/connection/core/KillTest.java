package dev.mooring.connection.core;

import static dev.mooring.connection.core.CreatingProcess.CREATED;
import static dev.mooring.connection.core.CreatingProcess.WORKSPACE;
import static dev.mooring.connection.core.CreatingProcess.secret;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.SqliteStores;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final int CONNECTIONS = 1_000;
    private static final int RACED = 200;

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void whatAKilledProcessAcknowledgedIsThereAndWhole(RepetitionInfo repetition) throws Exception {
        int third = CONNECTIONS / repetition.getTotalRepetitions();
        int point = third * (repetition.getCurrentRepetition() - 1)
                + 1
                + ThreadLocalRandom.current().nextInt(third - 1);
        List<String> acknowledged = killedAfter(point);

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(point).hasSizeLessThan(CONNECTIONS);
        try (ConnectionLayer layer = CreatingProcess.layer(directory)) {
            Connections connections = layer.workspace(WORKSPACE, "ann");
            List<String> present =
                    connections.list().stream().map(Connection::name).toList();
            assertThat(present).as("killed after %d", point).containsAll(acknowledged);
            assertThat(present).hasSizeLessThanOrEqualTo(acknowledged.size() + 1);
            present.forEach(name -> assertWhole(connections, name));
            connections.create(CreatingProcess.draft("afterwards", "ann"));
        }
        assertEachIsAuditedOnce();
        assertNoSecretIsInTheClear();
    }

    @Test
    void ofTwoProcessesThatRaceForNamesOneWinsEach() throws Exception {
        try (ChildJvm ann = ChildJvm.start(CreatingProcess.class, directory.toString(), "ann", "" + RACED);
                ChildJvm bob = ChildJvm.start(CreatingProcess.class, directory.toString(), "bob", "" + RACED)) {
            assertThat(ann.lines(1)).containsExactly("ready");
            assertThat(bob.lines(1)).containsExactly("ready");
            CompletableFuture<List<String>> bobs = CompletableFuture.supplyAsync(() -> race(bob));
            List<String> anns = race(ann);

            assertOneWinnerEach(anns, bobs.get());
        }
        assertEachIsAuditedOnce();
    }

    private List<String> killedAfter(int point) throws Exception {
        List<String> said = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(CreatingProcess.class, directory.toString(), "ann", "" + CONNECTIONS)) {
            assertThat(child.lines(1)).containsExactly("ready");
            child.release();
            said.addAll(child.lines(point));
            said.addAll(child.kill());
        }
        return said.stream()
                .filter(line -> line.endsWith(" " + CREATED))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static List<String> race(ChildJvm child) {
        try {
            child.release();
            return child.lines(RACED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOneWinnerEach(List<String> anns, List<String> bobs) {
        assertThat(anns).hasSize(RACED);
        assertThat(bobs).hasSize(RACED);
        try (ConnectionLayer layer = CreatingProcess.layer(directory)) {
            Connections connections = layer.workspace(WORKSPACE, "ann");
            assertThat(connections.list()).hasSize(RACED);
            for (int i = 0; i < RACED; i++) {
                String created = "c" + i + " " + CREATED;
                String refused = "c" + i + " " + ConnectionError.NAME_ALREADY_EXISTS;
                assertThat(List.of(anns.get(i), bobs.get(i))).containsExactlyInAnyOrder(created, refused);
                String winner = anns.get(i).equals(created) ? "ann" : "bob";
                assertThat(connections.require("c" + i).audit().creator()).isEqualTo(winner);
                assertWhole(connections, "c" + i);
            }
        }
    }

    private static void assertWhole(Connections connections, String name) {
        Connection connection = connections.require(name);
        assertThat(connection.properties().values()).containsOnlyKeys("ENDPOINT", "ACCESS_ID");
        assertThat(connection.secrets()).containsExactly("ACCESS_KEY");
        assertThat(connections.vend(name, AccessScope.everything()))
                .isEqualTo(new Credential.AccessKey(
                        "id-of-" + name,
                        Secret.of(secret(name, connection.audit().creator()))));
    }

    private void assertEachIsAuditedOnce() {
        try (ConnectionStore store = SqliteStores.open(directory.resolve("connections.db"))) {
            Set<String> rows = new HashSet<>();
            store.list(WORKSPACE).forEach(row -> {
                rows.add(row.connection().id());
                assertThat(store.dependents(row)).isEmpty();
            });
            assertThat(store.audit(WORKSPACE))
                    .filteredOn(AuditEntry::isChange)
                    .allMatch(entry -> entry.action() == AuditEntry.Action.CREATE)
                    .extracting(AuditEntry::connectionId)
                    .containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    private void assertNoSecretIsInTheClear() throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1).contains("canary-of-"))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }
}
