package dev.mooring.connection.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Page;
import dev.mooring.connection.core.internal.sql.MemoryConnections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SHOW reads what it shows and not much else. */
class ShowPagesTest {
    private static final int CONNECTIONS = 1_234;

    private final MemoryConnections connections = new MemoryConnections();
    private final ConnectionSql sql = ConnectionSql.of(connections, "sales");

    private void create() {
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.create(ConnectionDraft.of(
                            i % 2 == 0 ? ConnectionCategory.STORAGE : ConnectionCategory.CATALOG,
                            String.format("c%04d", i),
                            "OSS")
                    .build());
        }
    }

    @Test
    void asksForNoMoreThanItsLimitOfNamesThatBeginSo() {
        create();

        List<List<String>> rows =
                sql.execute("SHOW CONNECTIONS LIKE 'C1%' LIMIT 100").rows();

        assertThat(rows).hasSize(100);
        assertThat(rows.get(99).get(0)).isEqualTo("c1099");
        assertThat(connections.pages).containsExactly(Page.of(100).startingWith("c1"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHOW CONNECTIONS, 1234",
        "SHOW CATALOG CONNECTIONS, 617",
        "SHOW CATALOG CONNECTIONS LIMIT 600, 600",
        "SHOW CONNECTIONS LIMIT 0, 0",
        "SHOW CONNECTIONS LIMIT 501, 501",
        "SHOW CONNECTIONS LIKE '%7', 123",
        "SHOW CONNECTIONS LIKE 'c_2_7', 13",
        "SHOW CONNECTIONS LIKE 'c0007', 1",
        "SHOW CONNECTIONS LIKE 'd%', 0",
        "SHOW CONNECTIONS WHERE name LIKE 'c12%' LIMIT 10, 10",
        "'SHOW CONNECTIONS WHERE name NOT IN (''c0001'')', 1233",
    })
    void findsAllThatItShallShowPageByPage(String statement, int count) {
        create();

        assertThat(sql.execute(statement).rows()).hasSize(count);

        assertThat(connections.pages).allMatch(page -> page.size() <= 500);
    }

    @Test
    void stopsWhenItHasEnough() {
        create();

        sql.execute("SHOW CATALOG CONNECTIONS LIMIT 3");

        assertThat(connections.pages).hasSize(2);
    }
}
