package dev.mooring.connection.core.internal.rotation;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.SecretLease;
import dev.mooring.connection.core.internal.store.StoredConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the right to spend a connection's secrets, and gives it back. */
public final class SecretLeases {
    /** A bit less than a caller waits for a credential, so that the caller is told what it waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(SecretLeases.class);
    private static final long LONGEST_PAUSE = 400;
    /** Too long for another attempt of the same caller, which has waited enough. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Duration TIME_FOR_A_CALL = SecretLease.LENGTH.dividedBy(2);

    private final ConnectionStore store;
    private final Clock clock;
    private final Pauses pauses;
    /** Holders whose lease may still stand since the store did not answer: the next attempt goes on as that holder. */
    private final ConcurrentMap<String, String> unreleased = new ConcurrentHashMap<>();

    /** Leases of the store by the clock. */
    public SecretLeases(ConnectionStore store, Clock clock, Pauses pauses) {
        this.store = store;
        this.clock = clock;
        this.pauses = pauses;
    }

    /** The lease of the row. Each attempt is a holder of its own: threads of one process exclude each other too. */
    SecretLease acquire(StoredConnection row) {
        String id = row.connection().id();
        String left = unreleased.remove(id);
        String holder = left == null ? UUID.randomUUID().toString() : left;
        try {
            return acquire(row, holder);
        } catch (ConnectionException e) {
            if (e.code() == ConnectionError.STORE_UNAVAILABLE) {
                unreleased.put(id, holder);
            }
            throw e;
        }
    }

    /** The lease for its whole length again, with the row as it is now; waits if another took it over meanwhile. */
    SecretLease again(SecretLease lease) {
        SecretLease renewed = acquire(lease.row(), lease.holder());
        return new SecretLease(
                renewed.row(), renewed.holder(), renewed.until(), lease.isTakenOver() || renewed.isTakenOver());
    }

    /** Whether the lease outlasts a call that starts now; a process may have been paused since it got it. */
    boolean lastsForACall(SecretLease lease) {
        return clock.instant().plus(TIME_FOR_A_CALL).isBefore(lease.until());
    }

    private SecretLease acquire(StoredConnection row, String holder) {
        long waited = 0;
        for (int attempt = 1; ; attempt++) {
            Instant now = clock.instant();
            Optional<SecretLease> lease = store.acquireLease(row, holder, now, now.plus(SecretLease.LENGTH));
            if (lease.isPresent()) {
                return lease.get();
            }
            if (waited >= PATIENCE.toMillis()) {
                throw waitedTooLong(row);
            }
            waited += pause(attempt);
        }
    }

    private static ConnectionException waitedTooLong(StoredConnection row) {
        return ConnectionException.builder(
                        ConnectionError.TIMED_OUT,
                        "the secret of connection " + row.connection().name() + " is being renewed elsewhere")
                .remedy("try again: a process that ended while it renewed it is waited for "
                        + SecretLease.LENGTH.toSeconds() + " s")
                .retryAfter(RETRY)
                .build();
    }

    private long pause(int attempt) {
        try {
            return pauses.after(attempt, LONGEST_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    ConnectionError.TIMED_OUT, "the wait for a renewal elsewhere was interrupted", "try again", e);
        }
    }

    /** A lease that can not be released ends by itself: what the call brought counts. */
    void release(SecretLease lease) {
        // an interrupted thread would get no answer of the store, and everybody would wait for the lease's end
        boolean isInterrupted = Thread.interrupted();
        try {
            store.releaseLease(lease);
        } catch (ConnectionException e) {
            unreleased.put(lease.row().connection().id(), lease.holder());
            LOG.warn(
                    "the lease of connection {} could not be released and ends at {}: {}",
                    lease.row().connection().id(),
                    lease.until(),
                    e.toString());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
