package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks, with the backend as judge, that a vended credential can do what its scope says and nothing else. */
final class ScopeChecks {
    private static final Set<Action> CHANGING = EnumSet.of(Action.WRITE, Action.DELETE);
    private static final Set<ErrorCode> REFUSALS = Set.of(
            ConnectionError.SCOPE_NOT_ENFORCEABLE, ConnectionError.INVALID_SCOPE, ConnectionError.SCOPE_TOO_LARGE);

    private final Subject subject;
    private final FakeBackend backend;
    private final Resource resource;

    ScopeChecks(Subject subject, FakeBackend backend, Resource resource) {
        this.subject = subject;
        this.backend = backend;
        this.resource = resource;
    }

    /** False when the vendor refuses. For a type without READ, such as one of functions, reading means invoking. */
    boolean readingStaysReading() {
        Set<Action> wanted = EnumSet.noneOf(Action.class);
        wanted.addAll(subject.type().scopes().actions());
        wanted.removeAll(CHANGING);
        Optional<Credential> vended = vend(resource, wanted);
        vended.ifPresent(credential -> {
            wanted.forEach(action -> assertPermitted(credential, action, resource));
            CHANGING.stream()
                    .filter(subject.type().scopes().actions()::contains)
                    .forEach(action -> assertForbidden(credential, action, resource));
        });
        return vended.isPresent();
    }

    void eachActionStandsAlone() {
        Set<Action> actions = subject.type().scopes().actions();
        for (Action granted : actions) {
            vend(resource, EnumSet.of(granted)).ifPresent(credential -> {
                assertPermitted(credential, granted, resource);
                actions.stream()
                        .filter(other -> other != granted)
                        .forEach(other -> assertForbidden(credential, other, resource));
            });
        }
    }

    void prefixEndsAtItsBoundary() {
        Resource sibling = beside(resource, "-other");
        vend(resource, subject.type().scopes().actions())
                .ifPresent(credential -> subject.type()
                        .scopes()
                        .actions()
                        .forEach(action -> assertForbidden(credential, action, sibling)));
    }

    /** A vendor whose issuer has no way to write these characters refuses them. */
    void globCharactersStayLiteral() {
        for (String glob : List.of("*", "?", "a*b?c", "${*}", "$", "[ab]")) {
            Resource literal = below(glob);
            Resource other = below("azb1c");
            vend(literal, Set.of(granted())).ifPresent(credential -> {
                assertPermitted(credential, granted(), literal);
                assertForbidden(credential, granted(), other);
                assertForbidden(credential, granted(), below("z"));
            });
        }
    }

    void everyLocationSurvives() {
        List<Resource> locations = List.of(below("one"), below("two"), below("three"));
        AccessScope scope = AccessScope.of(locations.stream()
                .map(each -> new Grant(each, Set.of(granted())))
                .toList());
        vend(scope).ifPresent(credential -> {
            locations.forEach(each -> assertPermitted(credential, granted(), each));
            assertForbidden(credential, granted(), below("four"));
        });
    }

    private Action granted() {
        Set<Action> actions = subject.type().scopes().actions();
        return actions.contains(Action.READ) ? Action.READ : actions.iterator().next();
    }

    private Optional<Credential> vend(Resource location, Set<Action> actions) {
        return vend(AccessScope.of(List.of(new Grant(location, actions))));
    }

    /** Empty when the vendor refuses, which is right where it can not enforce. */
    private Optional<Credential> vend(AccessScope scope) {
        try {
            return Optional.of(subject.credential(scope));
        } catch (ConnectionException e) {
            assertThat(REFUSALS).as("code of a refused scope: %s", e).contains(e.code());
            assertThat(e.remedy()).as("remedy of a refused scope").isNotBlank();
            return Optional.empty();
        }
    }

    private void assertPermitted(Credential credential, Action action, Resource where) {
        assertThat(backend.permits(credential, action, where))
                .as("%s on %s, which the scope grants", action, where)
                .isTrue();
    }

    private void assertForbidden(Credential credential, Action action, Resource where) {
        assertThat(backend.permits(credential, action, where))
                .as("%s on %s, which the scope does not grant", action, where)
                .isFalse();
    }

    private Resource below(String segment) {
        return new Resource(resource.scheme(), resource.root(), resource.path() + segment);
    }

    private static Resource beside(Resource resource, String ending) {
        return resource.path().isEmpty()
                ? new Resource(resource.scheme(), resource.root() + ending, "")
                : new Resource(
                        resource.scheme(),
                        resource.root(),
                        resource.path().substring(0, resource.path().length() - 1) + ending);
    }
}
