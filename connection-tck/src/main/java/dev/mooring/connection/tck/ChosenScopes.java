package dev.mooring.connection.tck;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Resource;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.ScopeSyntax.Narrowing;
import java.util.List;
import java.util.Optional;

/**
 * Which scopes the suite asks a type for.
 *
 * @param syntax what the type understands
 * @param grantable what its connection reaches
 * @param callsAnIssuer whether its vends do
 */
record ChosenScopes(ScopeSyntax syntax, Optional<Resource> grantable, boolean callsAnIssuer) {
    AccessScope vended() {
        return granted()
                .filter(scope -> syntax.narrowing() == Narrowing.BY_ISSUER && callsAnIssuer)
                .orElseGet(AccessScope::everything);
    }

    /** Where nothing can be narrowed, a scope still chooses what a test looks at. */
    Optional<AccessScope> probed() {
        return syntax.narrowing() == Narrowing.NONE
                ? granted()
                : Optional.of(vended()).filter(scope -> !scope.isEverything());
    }

    private Optional<AccessScope> granted() {
        return grantable.map(resource -> AccessScope.of(List.of(new AccessScope.Grant(resource, syntax.actions()))));
    }
}
