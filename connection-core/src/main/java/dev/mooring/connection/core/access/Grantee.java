package dev.mooring.connection.core.access;

import java.util.Locale;

/**
 * Whom a privilege is granted to. Names are the application's and are the same in the same spelling only.
 *
 * @param kind whether a user or a role
 * @param name their name
 */
public record Grantee(Kind kind, String name) {
    /** What has privileges. */
    public enum Kind {
        USER,
        ROLE
    }

    /** The name may not be blank. */
    public Grantee {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a grantee has a name");
        }
    }

    /** A user. */
    public static Grantee user(String name) {
        return new Grantee(Kind.USER, name);
    }

    /** Whoever has the role. */
    public static Grantee role(String name) {
        return new Grantee(Kind.ROLE, name);
    }

    /** Whether the principal is meant. */
    public boolean includes(Principal principal) {
        return switch (kind) {
            case USER -> principal.user().equals(name);
            case ROLE -> principal.roles().contains(name);
        };
    }

    /** For instance {@code user ann}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}
