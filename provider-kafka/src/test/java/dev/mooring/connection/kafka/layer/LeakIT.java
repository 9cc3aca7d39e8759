package dev.mooring.connection.kafka.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.kafka.KafkaProvider;
import dev.mooring.connection.kafka.bridge.KafkaClientProperties;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.WithKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred times opened, tested, used and closed. */
@ExtendWith(WithKafka.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "open descriptors are counted in /proc")
class LeakIT {
    private static final int CYCLES = 200;
    /** The JVM itself opens and closes some. */
    private static final int TOLERANCE = 12;

    @Test
    void threadsAndDescriptorsStayFlat(TestCluster cluster) throws Exception {
        List<Map.Entry<String, Map<String, String>>> connections =
                List.copyOf(new ClusterConnections(cluster).all().entrySet());
        for (int i = 0; i < connections.size() * 2; i++) {
            cycle(connections.get(i % connections.size()));
        }
        int threads = Thread.activeCount();
        long descriptors = descriptors();
        for (int i = 0; i < CYCLES; i++) {
            // every third with the next mechanism, the others with the first, which costs least
            cycle(connections.get(i % 3 == 0 ? i / 3 % connections.size() : 0));
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + TOLERANCE);
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors + TOLERANCE);
        });
    }

    private static void cycle(Map.Entry<String, Map<String, String>> connection) throws Exception {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new KafkaProvider()).open()) {
            Connections connections = layer.workspace("sales", "ann");
            ConnectionDraft.Builder draft = ConnectionDraft.of(connection.getKey(), "KAFKA");
            connection.getValue().forEach(draft::property);
            connections.create(draft.build());
            assertThat(connections
                            .test(connection.getKey(), TestOptions.readOnly())
                            .outcome())
                    .isEqualTo(Outcome.PASSED);
            Properties properties =
                    KafkaClientProperties.of(connections.source(connection.getKey(), AccessScope.everything()));
            try (Admin admin = Admin.create(properties)) {
                assertThat(admin.describeCluster().clusterId().get(15, TimeUnit.SECONDS))
                        .isNotBlank();
            }
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
