package dev.mooring.connection.core.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionSql;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private final MemoryConnections connections = new MemoryConnections();
    private final ConnectionSql sql = ConnectionSql.of(connections, "sales");

    @BeforeEach
    void createThree() {
        connections.at("2024-12-30T17:36:05.104999Z");
        sql.execute("CREATE STORAGE CONNECTION Kafka_in TYPE KAFKA");
        connections.at("2025-01-01T00:00:00Z");
        sql.execute("CREATE STORAGE CONNECTION oss_lake TYPE OSS");
        connections.at("2025-05-11T09:36:51.548Z");
        sql.execute("CREATE API CONNECTION udf TYPE CLOUD_FUNCTION");
        sql.execute("ALTER CONNECTION udf DISABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "category = 'storage' | Kafka_in oss_lake",
                "category != 'STORAGE' | udf",
                "category <> 'STORAGE' | udf",
                "type = 'oss' OR type = 'kafka' | Kafka_in oss_lake",
                "type IN ('OSS', 'CLOUD_FUNCTION') | oss_lake udf",
                "type NOT IN ('OSS') | Kafka_in udf",
                "enabled = 'disabled' | udf",
                "name LIKE '%\\_%' | \"\"",
                "name LIKE 'KAFKA%' | Kafka_in",
                "name NOT LIKE '%_lake' | Kafka_in udf",
                "name > 'kafka_in' | oss_lake udf",
                "name >= 'KAFKA_IN' AND name < 'p' | Kafka_in oss_lake",
                "NOT NOT enabled = 'ENABLED' AND NOT type = 'OSS' | Kafka_in",
                "category = 'API' OR category = 'STORAGE' AND type = 'OSS' | oss_lake udf",
                "(category = 'API' OR category = 'STORAGE') AND type = 'OSS' | oss_lake",
                "created_time = TIMESTAMP'2024-12-30 17:36:05.104' | Kafka_in",
                "created_time>TIMESTAMP'2024-12-30 17:36:05.104' | oss_lake udf",
                "created_time <= '2025-01-01' | Kafka_in oss_lake",
                "created_time < '2025-01-01T00:00' | Kafka_in",
                "created_time >= '2025-05-11T09:36:51.548Z' | udf",
                "created_time LIKE '2025-0%' | oss_lake udf",
                "created_time IN (TIMESTAMP'2025-01-01 00:00:00') | oss_lake",
            })
    void admits(String condition, String names) {
        assertThat(String.join(" ", shown("SHOW CONNECTIONS WHERE " + condition)))
                .isEqualTo(names);
    }

    @Test
    void aCategoryALikeAndALimitNarrow() {
        assertThat(shown("SHOW STORAGE CONNECTIONS")).containsExactly("Kafka_in", "oss_lake");
        assertThat(shown("SHOW CONNECTIONS LIKE '%O%'")).containsExactly("oss_lake");
        assertThat(shown("SHOW CONNECTIONS LIMIT 2")).containsExactly("Kafka_in", "oss_lake");
        assertThat(shown("SHOW CONNECTIONS LIMIT 0")).isEmpty();
        assertThat(shown("SELECT * FROM (SHOW API CONNECTIONS LIMIT 9)")).containsExactly("udf");
    }

    @Test
    void manyTermsNeedNoStackAndDeepParenthesesAreRefused() {
        String term = "NOT name = 'x'";
        String chain = term + (" AND " + term + " OR " + term).repeat(20_000);

        assertThat(shown("SHOW CONNECTIONS WHERE " + chain)).hasSize(3);
        assertThat(shown("SHOW CONNECTIONS WHERE " + "NOT ".repeat(99_999) + term))
                .isEmpty();
        assertThat(shown("SHOW CONNECTIONS WHERE " + "(".repeat(50) + term + ")".repeat(50)))
                .hasSize(3);
        assertThatThrownBy(() -> shown("SHOW CONNECTIONS WHERE " + "(".repeat(100_000) + term))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("parentheses are nested too deeply");
    }

    private List<String> shown(String statement) {
        return sql.execute(statement).rows().stream().map(row -> row.get(0)).toList();
    }
}
