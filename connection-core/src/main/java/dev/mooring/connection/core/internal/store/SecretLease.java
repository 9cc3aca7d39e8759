package dev.mooring.connection.core.internal.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The right to spend secrets of one connection, which one holder has at a time.
 *
 * @param row the connection as it was when the lease was taken; its secrets' revision is the lease's
 * @param holder who has it
 * @param until when others may take it over
 * @param isTakenOver whether its last holder had not released it
 */
public record SecretLease(StoredConnection row, String holder, Instant until, boolean isTakenOver) {
    /** Longer than a call to an issuer may take. */
    public static final Duration LENGTH = Duration.ofSeconds(60);

    /** A clock that was set back must not make a lease last: one that ends later than this belongs to no present time. */
    static final Duration LONGEST = LENGTH.multipliedBy(5);
}
