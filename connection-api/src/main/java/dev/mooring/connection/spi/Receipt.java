package dev.mooring.connection.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * What an answer says about itself.
 *
 * @param requestId the service's id of the request
 * @param issuerClock the issuer's own time, from the answer's Date header, from which clock skew is measured
 */
public record Receipt(Optional<String> requestId, Optional<Instant> issuerClock) {
    /** An answer that says nothing. */
    public static Receipt none() {
        return new Receipt(Optional.empty(), Optional.empty());
    }
}
