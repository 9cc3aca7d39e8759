package dev.mooring.connection.support.cloud;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Grants on locations of an object store, arranged as the statements of a session policy need them. The grants stand in
 * the order of a scope, where all that lies in a location follows it.
 */
public final class GrantedLocations {
    private final List<Grant> grants;

    /** Takes the grants of a scope, or some of them in their order. */
    public GrantedLocations(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    /** The locations that the action is granted on, without those that lie in another one. */
    public List<Resource> granting(Action action) {
        Map<String, Resource> lastOfRoot = new HashMap<>();
        List<Resource> locations = new ArrayList<>(grants.size());
        for (Grant grant : grants) {
            Resource location = grant.resource();
            if (grant.actions().contains(action)) {
                Resource last = lastOfRoot.get(location.root());
                if (last == null || !last.covers(location)) {
                    lastOfRoot.put(location.root(), location);
                    locations.add(location);
                }
            }
        }
        return locations;
    }

    /** The locations that the action is granted on, by bucket. */
    public Map<String, List<Resource>> byBucket(Action action) {
        Map<String, List<Resource>> locations = new LinkedHashMap<>();
        for (Resource location : granting(action)) {
            locations
                    .computeIfAbsent(location.root(), bucket -> new ArrayList<>())
                    .add(location);
        }
        return locations;
    }

    /** The buckets of all locations. */
    public List<String> buckets() {
        Set<String> buckets = new LinkedHashSet<>();
        for (Grant grant : grants) {
            buckets.add(grant.resource().root());
        }
        return List.copyOf(buckets);
    }

    /**
     * One statement per set of locations, with all actions that are granted on exactly these.
     *
     * @param names what the cloud calls an action, in the order of the statements
     * @param objects the cloud's name of all objects in a location
     */
    public List<Statement> objectStatements(Map<Action, List<String>> names, Function<Resource, String> objects) {
        Map<Action, List<Resource>> locations = new EnumMap<>(Action.class);
        List<Statement> statements = new ArrayList<>();
        names.forEach((action, called) -> locations.put(action, granting(action)));
        while (!locations.isEmpty()) {
            List<Resource> shared = locations.values().iterator().next();
            List<String> actions = new ArrayList<>();
            names.forEach((action, called) -> {
                if (shared.equals(locations.get(action))) {
                    locations.remove(action);
                    actions.addAll(called);
                }
            });
            if (!shared.isEmpty()) {
                statements.add(Statement.allow(actions, named(shared, objects)));
            }
        }
        return statements;
    }

    private static List<String> named(List<Resource> locations, Function<Resource, String> objects) {
        List<String> names = new ArrayList<>(locations.size());
        for (Resource location : locations) {
            names.add(objects.apply(location));
        }
        return names;
    }
}
