package dev.mooring.connection.glue.endpoint;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets no signature change anything twice: whoever reads one on its way could send the request again for as long as it is
 * fresh. Requests that change nothing may come twice, for some clients sign two of them the same. Safe for use by threads.
 */
final class ReplayGuard {
    /** Signatures of known keys only get here, so that no stranger can fill it, and no key takes it from the others. */
    private static final int MOST_OF_ONE = 2_000;

    private final Clock clock;
    private final Map<String, Map<String, Instant>> seenByKey = new HashMap<>();
    private Instant swept = Instant.MIN;

    ReplayGuard(Clock clock) {
        this.clock = clock;
    }

    /** Remembers the signature until it is too old; fails when it was seen before. */
    synchronized void pass(SignatureVerifier.Verified request) {
        sweep();
        Map<String, Instant> seen = seenByKey.computeIfAbsent(request.key().accessKeyId(), id -> new HashMap<>());
        if (seen.size() >= MOST_OF_ONE) {
            throw new Refusal(400, "ThrottlingException", "Too many changes within a few minutes; try again later.");
        }
        if (seen.putIfAbsent(request.signature(), request.end()) != null) {
            throw Refusal.unsigned("InvalidSignatureException", "A request of this signature was received before.");
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        if (now.isAfter(swept.plusSeconds(30))) {
            seenByKey.values().forEach(seen -> seen.values().removeIf(end -> end.isBefore(now)));
            seenByKey.values().removeIf(Map::isEmpty);
            swept = now;
        }
    }
}
