package dev.mooring.connection.kafka.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.kafka.KafkaProvider;
import dev.mooring.connection.kafka.server.TestCluster;
import dev.mooring.connection.kafka.server.WithKafka;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka connections as users of SQL meet them. */
@ExtendWith(WithKafka.class)
class LayerTest {
    @Test
    void aConnectionIsCreatedTestedDescribedAndListed(TestCluster cluster) {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new KafkaProvider()).open()) {
            ConnectionSql sql = layer.sql("sales", "ann");
            Map<String, String> properties =
                    new ClusterConnections(cluster).all().get("scram_sha_512");
            sql.execute("CREATE STORAGE CONNECTION events TYPE KAFKA "
                    + properties.entrySet().stream()
                            .map(entry -> entry.getKey() + " = r'" + entry.getValue() + "'")
                            .collect(Collectors.joining(" ")));
            String tested = sql.execute("TEST CONNECTION events").toText();
            String described = sql.execute("DESC CONNECTION events").toText();
            String listed = sql.execute("SHOW CONNECTIONS").toText();
            assertThat(tested)
                    .contains("AUTHENTICATE", "user ann is let in", "1 broker")
                    .doesNotContain("FAILED");
            assertThat(described).contains("SCRAM-SHA-512", "BEGIN CERTIFICATE");
            assertThat(listed).contains("events", "KAFKA");
            assertThat(tested + described + listed).doesNotContain(TestCluster.PASSWORD);
        }
    }
}
