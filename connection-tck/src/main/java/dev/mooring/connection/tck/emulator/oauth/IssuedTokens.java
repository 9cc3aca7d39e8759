package dev.mooring.connection.tck.emulator.oauth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access tokens that were issued, and which of them work. Safe for use by threads. */
final class IssuedTokens {
    private final List<String> all = new ArrayList<>();
    private final Map<String, Grant> valid = new HashMap<>();

    private record Grant(String subject, Instant end) {}

    synchronized void add(String token, String subject, Instant end) {
        all.add(token);
        valid.put(token, new Grant(subject, end));
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }

    /** For whom the token is, unless it is over, revoked or none of ours. */
    synchronized Optional<String> subject(String token, Instant now) {
        return Optional.ofNullable(valid.get(token))
                .filter(grant -> grant.end().isAfter(now))
                .map(Grant::subject);
    }

    synchronized void revokeAll() {
        valid.clear();
    }
}
