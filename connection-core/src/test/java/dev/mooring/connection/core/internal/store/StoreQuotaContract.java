package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.StoredRows.WORKSPACE;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with a limit of rows: no workspace gets over it, however many add at once. */
abstract class StoreQuotaContract {
    private static final int WRITERS = 8;
    private static final int MOST = 5;

    private ConnectionStore store;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void thoseThatAddAtOnceDoNotExceedIt() throws Exception {
        StoredConnection others = plain("v", "other");
        store.insert(others, did(Action.CREATE, others));
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Boolean>> added = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                StoredConnection row = plain("c" + i);
                Callable<Boolean> writer = () -> {
                    start.await();
                    return isAdded(row);
                };
                added.add(writers.submit(writer));
            }
            int successes = 0;
            for (Future<Boolean> each : added) {
                successes += each.get() ? 1 : 0;
            }
            assertThat(successes).isEqualTo(MOST);
        } finally {
            writers.shutdownNow();
        }
        assertThat(store.list(WORKSPACE)).hasSize(MOST);
        StoredConnection gone = store.list(WORKSPACE).get(0);
        store.delete(gone, did(Action.DROP, gone));
        assertThat(isAdded(plain("again"))).isTrue();
    }

    private boolean isAdded(StoredConnection row) {
        try {
            store.insert(row, MOST, did(Action.CREATE, row));
            return true;
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.QUOTA_EXCEEDED);
            return false;
        }
    }
}
