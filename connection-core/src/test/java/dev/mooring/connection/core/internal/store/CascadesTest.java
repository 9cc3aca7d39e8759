package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Drops on all stores, and raced by two nodes where a store can be shared. */
class CascadesTest {
    @TempDir
    Path directory;

    private final String schema = PostgresServer.shared().newSchema();

    private ConnectionStore sqlite() {
        return SqliteStores.open(directory.resolve("connections.db"));
    }

    private ConnectionStore postgres() {
        return PostgresStoresTest.open(schema);
    }

    @Nested
    class InMemory extends StoreCascadeContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class InSqlite extends StoreCascadeContract {
        @Override
        ConnectionStore open() {
            return sqlite();
        }
    }

    @Nested
    class InPostgres extends StoreCascadeContract {
        @Override
        ConnectionStore open() {
            return postgres();
        }
    }

    @Nested
    class RacedInMemory extends StoreDropRacesContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }

        @Override
        ConnectionStore openOnAnotherNode(ConnectionStore opened) {
            return opened;
        }
    }

    @Nested
    class RacedInSqlite extends StoreDropRacesContract {
        @Override
        ConnectionStore open() {
            return sqlite();
        }

        @Override
        ConnectionStore openOnAnotherNode(ConnectionStore opened) {
            return sqlite();
        }
    }

    @Nested
    class RacedInPostgres extends StoreDropRacesContract {
        @Override
        ConnectionStore open() {
            return postgres();
        }

        @Override
        ConnectionStore openOnAnotherNode(ConnectionStore opened) {
            return postgres();
        }
    }
}
