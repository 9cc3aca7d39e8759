package dev.mooring.connection.core.internal.store;

import static dev.mooring.connection.core.internal.store.ConnectionStoreContract.assertRefused;
import static dev.mooring.connection.core.internal.store.StoredRows.did;
import static dev.mooring.connection.core.internal.store.StoredRows.full;
import static dev.mooring.connection.core.internal.store.StoredRows.plain;
import static dev.mooring.connection.core.internal.store.StoredRows.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does about leases: one holder at a time, until it releases or time is up. */
abstract class StoreLeaseContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = NOW.plus(SecretLease.LENGTH);
    private static final int RACERS = 16;

    private ConnectionStore store;
    private StoredConnection row;

    abstract ConnectionStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = StoredRows.keyed(open());
        row = full("lake");
        store.insert(row, did(Action.CREATE, row));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void isHeldByOneUntilItIsReleased() {
        SecretLease first = acquire("a", NOW).orElseThrow();
        assertThat(first).isEqualTo(new SecretLease(row, "a", END, false));
        assertThat(acquire("b", NOW)).isEmpty();

        store.releaseLease(first);

        assertThat(acquire("b", NOW)).contains(new SecretLease(row, "b", END, false));
    }

    @Test
    void itsHolderGetsItAgainForLonger() {
        acquire("a", NOW);
        Instant later = NOW.plusSeconds(30);

        assertThat(acquire("a", later).orElseThrow().until()).isEqualTo(later.plus(SecretLease.LENGTH));

        assertThat(acquire("b", END)).isEmpty();
    }

    @Test
    void isTakenOverWhenItEnds() {
        SecretLease first = acquire("a", NOW).orElseThrow();

        assertThat(acquire("b", END.minusMillis(1))).isEmpty();
        assertThat(acquire("b", END).orElseThrow().isTakenOver()).isTrue();

        store.releaseLease(first);
        assertThat(acquire("c", END)).as("released by who had lost it").isEmpty();
    }

    @Test
    void aClockSetBackDoesNotMakeItLast() {
        acquire("a", NOW);

        assertThat(acquire("b", NOW.minus(Duration.ofHours(1)))).isPresent();
    }

    @Test
    void showsTheSecretsAsTheyAreThen() {
        store.replaceSecrets(row, sealed(2), did(Action.ROTATE_SECRET, row));

        assertThat(acquire("a", NOW).orElseThrow().row().secrets()).isEqualTo(sealed(2));
    }

    @Test
    void changesNeitherTheConnectionNorTheAudit() {
        store.releaseLease(acquire("a", NOW).orElseThrow());

        assertThat(store.find(StoredRows.WORKSPACE, "lake")).contains(row);
        assertThat(store.audit(StoredRows.WORKSPACE)).hasSize(1);
    }

    @Test
    void isOfOneConnection() {
        StoredConnection other = plain("other");
        store.insert(other, did(Action.CREATE, other));
        acquire("a", NOW);

        assertThat(store.acquireLease(other, "b", NOW, END)).isPresent();
    }

    @Test
    void goesWithItsConnection() {
        acquire("a", NOW);
        store.delete(row, did(Action.DROP, row));
        assertRefused(ConnectionError.CONNECTION_NOT_FOUND, () -> acquire("b", NOW));

        store.insert(row, did(Action.CREATE, row));
        assertThat(acquire("b", NOW)).isPresent();
    }

    @Test
    void oneOfManyWhoRaceGetsIt() throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        ExecutorService executor = Executors.newFixedThreadPool(RACERS);
        try {
            List<Callable<Optional<SecretLease>>> calls = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                String holder = "racer-" + i;
                calls.add(() -> {
                    start.await();
                    return acquire(holder, NOW);
                });
            }
            List<SecretLease> leases = new ArrayList<>();
            for (Future<Optional<SecretLease>> call : executor.invokeAll(calls)) {
                call.get().ifPresent(leases::add);
            }
            assertThat(leases).hasSize(1);
        } finally {
            executor.shutdownNow();
        }
    }

    private Optional<SecretLease> acquire(String holder, Instant now) {
        return store.acquireLease(row, holder, now, now.plus(SecretLease.LENGTH));
    }
}
