package dev.mooring.connection.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ChildJvm;
import dev.mooring.connection.core.ConnectionLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle of vends and renewals, a store opens again and everything in it vends. */
class KilledVendsTest {
    private static final int CONNECTIONS = 20;
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private TokenService service;

    @BeforeEach
    void start() throws IOException {
        service = TokenService.start();
        try (ConnectionLayer layer = layer()) {
            Connections connections = layer.workspace("w", "ann");
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.create(draft("plain" + i).build());
                connections.create(draft(VendingProcess.ROTATING + i)
                        .property("REFRESH_TOKEN", "the-first-of-" + i)
                        .build());
            }
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void wherever() throws Exception {
        service.life(Duration.ofSeconds(2));
        for (int kill = 0; kill < KILLS; kill++) {
            // more than one each, so that some are renewals
            long reached =
                    rotations() + CONNECTIONS + ThreadLocalRandom.current().nextInt(2 * CONNECTIONS);
            assertStoreServed(killedAfter(
                    () -> Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> rotations() > reached)));
        }
        assertEverythingVends();
    }

    @Test
    void betweenAnIssuersAnswerAndItsArrival() throws Exception {
        service.life(Duration.ofSeconds(2));
        TokenService.Hold answer = service.holdNext();
        assertStoreServed(killedAfter(answer::awaitIssued));
        answer.release();
        assertEverythingVends();
    }

    private List<String> killedAfter(Runnable point) throws Exception {
        try (ChildJvm child = ChildJvm.start(VendingProcess.class, directory.toString())) {
            point.run();
            return child.kill();
        }
    }

    private long rotations() {
        return service.calls().stream()
                .filter(call -> call.connection().startsWith(VendingProcess.ROTATING))
                .count();
    }

    /** A machine that has no time may let credentials expire on their way; nothing else may fail. */
    private static void assertStoreServed(List<String> said) {
        assertThat(said)
                .noneMatch(line -> line.startsWith(VendingProcess.FAILED)
                        && !line.contains(ConnectionError.PROVIDER_CONTRACT.name()));
    }

    private void assertEverythingVends() {
        try (ConnectionLayer layer = layer()) {
            Connections connections = layer.workspace("w", "bob");
            List<String> names =
                    connections.list().stream().map(Connection::name).toList();
            assertThat(names).hasSize(2 * CONNECTIONS);
            for (String name : names) {
                assertThat(TokenProvider.token(connections.vend(name, TokenProvider.SCOPE))
                                .mark())
                        .isEqualTo("of-" + name);
                connections.alter(
                        name, Alteration.builder().set("MARK", "altered").build());
                assertThat(TokenProvider.token(connections.vend(name, TokenProvider.SCOPE))
                                .mark())
                        .isEqualTo("altered");
            }
        }
    }

    private ConnectionLayer layer() {
        return ConnectionLayer.in(directory).provider(new TokenProvider()).open();
    }

    private ConnectionDraft.Builder draft(String name) {
        return TokenProvider.draft(name, service.address(), "of-" + name);
    }
}
