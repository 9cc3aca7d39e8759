package dev.mooring.connection.spi;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which scopes a type understands, and whether its issuer can narrow a credential to them.
 *
 * @param schemes schemes of resources, lower case
 * @param actions actions that mean something here
 * @param narrowing whether the issuer can narrow
 */
public record ScopeSyntax(Set<String> schemes, Set<Action> actions, Narrowing narrowing) {
    /** Whether an issuer can narrow a credential. */
    public enum Narrowing {
        /** The issuer narrows to the scope, or the vendor refuses the request. */
        BY_ISSUER,
        /** No credential can be narrowed: a scope may be left out and only chooses what a test looks at. */
        NONE
    }

    /** Copies the sets. */
    public ScopeSyntax {
        schemes = Set.copyOf(schemes);
        actions = Set.copyOf(actions);
    }

    /** Scopes of an issuer that narrows. */
    public static ScopeSyntax narrowed(Set<String> schemes, Set<Action> actions) {
        return new ScopeSyntax(schemes, actions, Narrowing.BY_ISSUER);
    }

    /** Scopes of an issuer that can not narrow. */
    public static ScopeSyntax reachesEverything(Set<String> schemes, Set<Action> actions) {
        return new ScopeSyntax(schemes, actions, Narrowing.NONE);
    }

    /** What a type of this syntax would not understand in the scope, as a sentence; empty when it understands all. */
    public Optional<String> problem(AccessScope scope) {
        return scope.grants().stream()
                .map(this::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> problem(Grant grant) {
        if (!schemes.contains(grant.resource().scheme())) {
            return Optional.of(grant.resource() + " has the scheme "
                    + grant.resource().scheme() + "; this type knows " + new TreeSet<>(schemes));
        }
        return grant.actions().stream()
                .filter(action -> !actions.contains(action))
                .findFirst()
                .map(action -> action + " on " + grant.resource() + " means nothing here; this type knows "
                        + new TreeSet<>(actions));
    }
}
