package dev.mooring.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a credential shall be able to do: everything the connection can, or a non-empty list of grants. Two scopes that
 * mean the same are equal: grants are merged and sorted, and lose the actions that a grant on a wider resource already gives.
 */
public final class AccessScope {
    private static final AccessScope EVERYTHING = new AccessScope(List.of());
    private static final String EVERYTHING_TEXT = "*";

    /** What can be done with a resource. */
    public enum Action {
        READ,
        LIST,
        WRITE,
        DELETE,
        INVOKE
    }

    /**
     * Actions on a resource and all below it.
     *
     * @param resource the resource
     * @param actions at least one action, in the order of the enum
     */
    public record Grant(Resource resource, Set<Action> actions) {
        /** Copies the actions; throws a {@link ConnectionException} when there are none. */
        public Grant {
            if (actions.isEmpty()) {
                throw invalid("a grant on " + resource + " names no action");
            }
            actions = Collections.unmodifiableSet(EnumSet.copyOf(actions));
        }

        /** For instance {@code s3://bucket/prefix/=READ,LIST}; {@link AccessScope#parse} reads it back. */
        @Override
        public String toString() {
            return resource + "=" + actions.stream().map(Action::name).collect(Collectors.joining(","));
        }
    }

    private final List<Grant> grants;
    /** Kept, for scopes are keys of what is looked up most. */
    private final int hash;

    /** Private: a list that happens to be empty must not come to mean everything. */
    private AccessScope(List<Grant> grants) {
        this.grants = normalised(grants);
        this.hash = this.grants.hashCode();
    }

    /** All that the connection itself can do. */
    public static AccessScope everything() {
        return EVERYTHING;
    }

    /** The given grants; throws a {@link ConnectionException} when there are none, for that would mean nothing. */
    public static AccessScope of(List<Grant> grants) {
        if (grants.isEmpty()) {
            throw invalid("a scope without a grant gives nothing; say everything() for all");
        }
        return new AccessScope(grants);
    }

    /** Reading and listing below the given resource. */
    public static AccessScope read(String resource) {
        return of(resource, Action.READ, Action.LIST);
    }

    /** Reading, listing, writing and deleting below the given resource. */
    public static AccessScope readWrite(String resource) {
        return of(resource, Action.READ, Action.LIST, Action.WRITE, Action.DELETE);
    }

    /** Invoking the given function. */
    public static AccessScope invoke(String resource) {
        return of(resource, Action.INVOKE);
    }

    /** The given actions below one resource. */
    public static AccessScope of(String resource, Action first, Action... more) {
        return of(List.of(new Grant(Resource.parse(resource), EnumSet.of(first, more))));
    }

    /** This scope and the other together; everything and something is everything. */
    public AccessScope and(AccessScope other) {
        if (isEverything() || other.isEverything()) {
            return EVERYTHING;
        }
        return new AccessScope(
                Stream.concat(grants.stream(), other.grants.stream()).toList());
    }

    /**
     * Reads texts such as {@code s3://bucket/prefix/=READ,LIST}, split at the last equals sign, or the one text
     * {@code *} for everything.
     */
    public static AccessScope parse(List<String> texts) {
        return texts.equals(List.of(EVERYTHING_TEXT))
                ? EVERYTHING
                : of(texts.stream().map(AccessScope::grant).toList());
    }

    /** The grants; empty only for everything. */
    public List<Grant> grants() {
        return grants;
    }

    /** Whether this scope is everything the connection can do. */
    public boolean isEverything() {
        return grants.isEmpty();
    }

    /** The texts that {@link #parse} reads back to an equal scope. */
    public List<String> texts() {
        return isEverything()
                ? List.of(EVERYTHING_TEXT)
                : grants.stream().map(Grant::toString).toList();
    }

    private static Grant grant(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 0) {
            throw invalid("'" + text + "' names no actions; write for instance " + text + "=READ,LIST");
        }
        Set<Action> actions = Arrays.stream(text.substring(equals + 1).split(",", -1))
                .map(AccessScope::action)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Action.class)));
        return new Grant(Resource.parse(text.substring(0, equals)), actions);
    }

    private static Action action(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Action.values())
                .filter(action -> action.name().equals(upper))
                .findFirst()
                .orElseThrow(() ->
                        invalid("'" + text.strip() + "' is no action; there are " + Arrays.toString(Action.values())));
    }

    private static List<Grant> normalised(List<Grant> grants) {
        Map<Resource, Set<Action>> merged = new TreeMap<>();
        for (Grant grant : grants) {
            merged.computeIfAbsent(grant.resource(), r -> EnumSet.noneOf(Action.class))
                    .addAll(grant.actions());
        }
        List<Grant> reduced = new ArrayList<>();
        merged.forEach((resource, actions) -> {
            Set<Action> own = EnumSet.copyOf(actions);
            merged.forEach((wider, given) -> {
                if (!wider.equals(resource) && wider.covers(resource)) {
                    own.removeAll(given);
                }
            });
            if (!own.isEmpty()) {
                reduced.add(new Grant(resource, own));
            }
        });
        return List.copyOf(reduced);
    }

    private static ConnectionException invalid(String message) {
        return new ConnectionException(ConnectionError.INVALID_SCOPE, message);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof AccessScope scope && hash == scope.hash && grants.equals(scope.grants));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return String.join("; ", texts());
    }
}
