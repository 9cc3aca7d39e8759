package dev.mooring.connection.core.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.FakeProvider;
import org.junit.jupiter.api.Test;

class MeantNamesTest {
    @Test
    void ofManyNamesOnlyThoseThatBeginAlikeAreLookedThrough() {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new FakeProvider()).open()) {
            Connections connections = layer.workspace("w", "ann");
            create(connections, "zebra");
            assertThat(remedy(connections, "xebra")).contains("did you mean zebra?");

            for (int i = 0; i < 1_000; i++) {
                create(connections, "c" + i);
            }
            assertThat(remedy(connections, "Zebar")).contains("did you mean zebra?");
            assertThat(remedy(connections, "xebra")).isEqualTo(ConnectionError.CONNECTION_NOT_FOUND.remedy());
            assertThat(remedy(connections, "")).isEqualTo(ConnectionError.CONNECTION_NOT_FOUND.remedy());
        }
    }

    private static String remedy(Connections connections, String name) {
        return catchThrowableOfType(ConnectionException.class, () -> connections.require(name))
                .remedy();
    }

    private static void create(Connections connections, String name) {
        connections.create(ConnectionDraft.of(ConnectionCategory.STORAGE, name, "DEPOT")
                .property("ENDPOINT", "https://depot.example")
                .property("ACCESS_ID", "id")
                .property("ACCESS_KEY", "key")
                .build());
    }
}
