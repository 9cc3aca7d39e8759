package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedSqliteTest {
    private static final int ROWS = 40;
    private static final int DAMAGES = 50;
    private static final int DAMAGED_BYTES = 900;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("connections.db");
        try (ConnectionStore store = keyed(SqliteStores.open(file))) {
            for (int i = 0; i < ROWS; i++) {
                StoredConnection row = full("lake" + i);
                store.insert(row, did(Action.CREATE, row));
            }
        }
    }

    @Test
    void saysThatAFileIsNoStore() throws Exception {
        Files.writeString(file, "this is not a database, and longer than a header of one. ".repeat(40));

        assertRefusedAndLeft("can not be opened");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 20_000})
    void refusesAFileThatWasCutOff(int lost) throws Exception {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - lost);
        }

        assertRefusedAndLeft(lost == 1 ? "was cut off" : "can not be opened");
    }

    @Test
    void refusesAnEmptyFileBesideKeys() throws Exception {
        Files.write(file, new byte[0]);

        for (int times = 0; times < 2; times++) {
            ConnectionException refusal = refusal(true);
            assertThat(refusal.code()).isEqualTo(ConnectionError.STORE_UNUSABLE);
            assertThat(refusal).hasMessageContaining("is empty");
        }
        Files.delete(file);
        SqliteStores.open(file, true).close();
    }

    @Test
    void laysOutAFileThatAnotherProcessMadeAndDidNotLayOut() throws Exception {
        Files.write(file, new byte[0]);

        try (ConnectionStore store = keyed(SqliteStores.open(file, false))) {
            assertThat(store.list(WORKSPACE)).isEmpty();
        }
    }

    @Test
    void saysOfAnyDamageThatItMeetsWhatItIs() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(11);
        byte[] noise = new byte[DAMAGED_BYTES];
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = whole.clone();
            random.nextBytes(noise);
            System.arraycopy(noise, 0, damaged, random.nextInt(damaged.length - noise.length), noise.length);
            Files.write(file, damaged);
            ConnectionException refusal = catchThrowableOfType(ConnectionException.class, this::readAll);
            if (refusal != null) {
                assertThat(refusal.code()).isEqualTo(ConnectionError.STORE_UNUSABLE);
                assertThat(refusal.code().retryable()).isFalse();
                refused++;
            }
            Files.deleteIfExists(directory.resolve("connections.db-wal"));
            Files.deleteIfExists(directory.resolve("connections.db-shm"));
        }
        assertThat(refused).isPositive();
    }

    private void readAll() {
        try (ConnectionStore store = SqliteStores.open(file)) {
            List<StoredConnection> rows = store.list(WORKSPACE);
            rows.forEach(row -> store.find(WORKSPACE, row.connection().name()));
            store.audit(WORKSPACE);
        }
    }

    private void assertRefusedAndLeft(String why) throws Exception {
        byte[] before = Files.readAllBytes(file);

        ConnectionException refusal = refusal(false);

        assertThat(refusal.code()).isEqualTo(ConnectionError.STORE_UNUSABLE);
        assertThat(refusal).hasMessageContaining(why).hasMessageContaining(file.toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private ConnectionException refusal(boolean hasKeys) {
        return catchThrowableOfType(
                ConnectionException.class,
                () -> SqliteStores.open(file, hasKeys).close());
    }
}
