package dev.mooring.connection.core;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.crypto.Keyrings;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.MemoryConnectionStore;
import dev.mooring.connection.core.internal.store.SqliteStores;
import dev.mooring.connection.core.internal.store.postgres.PostgresStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What a layer is built on.
 *
 * @param store opens where connections are kept
 * @param keyring opens the keys of their secrets where no other keyring is given
 */
record Foundation(Supplier<ConnectionStore> store, Supplier<Keyring> keyring) {
    static Foundation inMemory() {
        return new Foundation(MemoryConnectionStore::new, Keyrings::inMemory);
    }

    static Foundation in(Path directory) {
        Path keys = directory.resolve("keyring.json");
        return new Foundation(
                () -> SqliteStores.open(directory.resolve("connections.db"), Files.exists(keys)),
                () -> Keyring.inFile(keys));
    }

    static Foundation on(PostgresStore store) {
        return new Foundation(() -> PostgresStores.open(store.settings()), Foundation::missingKeyring);
    }

    static Foundation on(DataSource source) {
        return new Foundation(() -> PostgresStores.open(source), Foundation::missingKeyring);
    }

    /** A keyring that is made up here would be another one on every node, and gone with it. */
    private static Keyring missingKeyring() {
        throw new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "a store that is shared has no keyring of its own",
                "give the layer the keyring that all nodes share: ConnectionLayer.Builder.keyring");
    }
}
