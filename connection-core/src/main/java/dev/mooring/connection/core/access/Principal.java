package dev.mooring.connection.core.access;

import java.util.Set;

/**
 * Who calls, as the application knows it: a user and the roles that they have now. The application authenticates users;
 * the layer believes it. Immutable: whoever loses a role is named anew, without it.
 *
 * @param user the user's name, which sessions at issuers and the audit bear
 * @param roles the names of their roles
 */
public record Principal(String user, Set<String> roles) {
    /** Copies the roles; no name may be blank. */
    public Principal {
        roles = Set.copyOf(roles);
        if (user.isBlank() || roles.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a user and a role have a name");
        }
    }

    /** A user with these roles. */
    public static Principal of(String user, String... roles) {
        return new Principal(user, Set.of(roles));
    }
}
