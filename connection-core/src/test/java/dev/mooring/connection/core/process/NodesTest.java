package dev.mooring.connection.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ChildJvm;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.internal.store.CachingConnectionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node changes, the others see within the stated bound, while their threads vend. */
class NodesTest {
    private static final String DISABLED = ConnectionError.CONNECTION_DISABLED.name();
    private static final String ABSENT = ConnectionError.CONNECTION_NOT_FOUND.name();

    /** What may be seen no longer, by the time at which the statement that ended it returned. */
    private final Map<String, Long> ended = new HashMap<>();

    @TempDir
    Path directory;

    @Test
    void noVendThatBeginsAfterTheBoundSeesWhatWasBefore() throws Exception {
        try (TokenService service = TokenService.start();
                ConnectionLayer layer = ConnectionLayer.in(directory)
                        .provider(new TokenProvider())
                        .open()) {
            Connections connections = layer.workspace("w", "ann");
            connections.create(
                    TokenProvider.draft("c", service.address(), "before").build());
            try (ChildJvm node = ChildJvm.start(NodeProcess.class, directory.toString(), "4")) {
                node.linesUntil(NodeProcess.SEEN + "before");
                end("before", () -> connections.alter("c", mark("altered")));
                node.linesUntil(NodeProcess.SEEN + "altered");
                end("altered", () -> connections.disable("c"));
                node.linesUntil(NodeProcess.SEEN + DISABLED);
                connections.alter("c", mark("enabled"));
                end(DISABLED, () -> connections.enable("c"));
                node.linesUntil(NodeProcess.SEEN + "enabled");
                end("enabled", () -> connections.drop("c"));
                node.linesUntil(NodeProcess.SEEN + ABSENT);
                end(
                        ABSENT,
                        () -> connections.create(TokenProvider.draft("c", service.address(), "created")
                                .build()));
                node.linesUntil(NodeProcess.SEEN + "created");
                awaitPastTheBound();
                node.release();
                assertNothingWasSeenLater(node.linesUntil(NodeProcess.END));
            }
        }
    }

    private static Alteration mark(String mark) {
        return Alteration.builder().set("MARK", mark).build();
    }

    private void end(String outcome, Runnable statement) {
        statement.run();
        ended.put(outcome, System.currentTimeMillis());
    }

    private void awaitPastTheBound() {
        long last = ended.values().stream().mapToLong(time -> time).max().orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> System.currentTimeMillis() > last + CachingConnectionStore.STALENESS.toMillis() + 500);
    }

    private void assertNothingWasSeenLater(List<String> said) {
        Map<String, Long> last = said.stream()
                .filter(line -> line.startsWith(NodeProcess.LAST))
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(words -> words[1], words -> Long.parseLong(words[2])));
        assertThat(Set.of("altered", "enabled", "created", DISABLED, ABSENT, "before"))
                .as("what was seen at all, without another failure")
                .isEqualTo(last.keySet());
        ended.forEach((outcome, time) -> assertThat(last.get(outcome) - time)
                .as("milliseconds after its end at which a call began that still saw " + outcome)
                .isLessThanOrEqualTo(CachingConnectionStore.STALENESS.toMillis()));
    }
}
