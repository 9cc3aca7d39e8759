package dev.mooring.connection.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strict issuer's books: every refresh token works once and is answered with the next one of its family; using one
 * again revokes the family for good.
 */
public final class SingleUseTokens {
    private final Map<String, String> familyOf = new HashMap<>();
    private final Map<String, String> valid = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    private int issued;
    private int spent;
    private int refused;

    /** The first token of a new family. */
    public synchronized String newFamily() {
        return issue("family-" + issued);
    }

    /** The next token of the family, or nothing when the token is refused. */
    public synchronized Optional<String> spend(String token) {
        String family = familyOf.get(token);
        if (family == null || revoked.contains(family) || !token.equals(valid.get(family))) {
            refused++;
            if (family != null) {
                revoked.add(family);
            }
            return Optional.empty();
        }
        spent++;
        return Optional.of(issue(family));
    }

    /** How often a token was spent. */
    public synchronized int spent() {
        return spent;
    }

    /** How often a token was refused. */
    public synchronized int refused() {
        return refused;
    }

    private String issue(String family) {
        String token = "refresh-" + ++issued;
        familyOf.put(token, family);
        valid.put(family, token);
        return token;
    }
}
