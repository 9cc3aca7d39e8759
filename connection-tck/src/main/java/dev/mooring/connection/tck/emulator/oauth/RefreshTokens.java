package dev.mooring.connection.tck.emulator.oauth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Refresh tokens. A strict issuer's work once and are answered with the next one of their family; using one again revokes
 * the family for good (RFC 9700, 4.14.2). Safe for use by threads.
 */
final class RefreshTokens {
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, String> valid = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private boolean isRotating = true;

    /** Whose token it is: the client, the user who consented and the family. */
    record Owner(String client, String user, String family) {}

    synchronized void rotating(boolean rotates) {
        isRotating = rotates;
    }

    /** The first token of a new family. */
    synchronized String issue(String client, String user) {
        return next(new Owner(client, user, UUID.randomUUID().toString()));
    }

    /** Whose token it is, unless it is refused. */
    synchronized Optional<Owner> spend(String token, String client) {
        Owner owner = owners.get(token);
        if (owner == null || !owner.client().equals(client) || revoked.contains(owner.family())) {
            return Optional.empty();
        }
        if (!token.equals(valid.get(owner.family()))) {
            revoked.add(owner.family());
            return Optional.empty();
        }
        return Optional.of(owner);
    }

    /** The token to answer with: the next one, or nothing where the old one stays. */
    synchronized Optional<String> following(Owner owner) {
        return isRotating ? Optional.of(next(owner)) : Optional.empty();
    }

    synchronized void revokeAll() {
        owners.values().forEach(owner -> revoked.add(owner.family()));
    }

    private String next(Owner owner) {
        String token = "refresh-" + UUID.randomUUID();
        owners.put(token, owner);
        valid.put(owner.family(), token);
        return token;
    }
}
