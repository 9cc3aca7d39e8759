package dev.mooring.connection.core.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Resource;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.fire.FaultyIssuer.Issue;
import dev.mooring.connection.spi.VendRequest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A kept credential answers the request that it was issued for, in all its spellings, and no other. */
class RequestFieldsProperties {
    private static final List<String> NAMES = List.of("lake", "pond", "sea");
    private static final List<String> WORKSPACES = List.of("sales", "ops");
    private static final List<String> USERS = List.of("ann", "bob", "ann.ops");

    /** Who asks which connection for what. */
    private record Asking(String workspace, String user, String name, AccessScope scope) {}

    /** Changes of a stored connection, one for each part of it that a request is made from. */
    private enum Change {
        ENDPOINT,
        ZONE,
        ACCESS_ID,
        ACCESS_KEY,
        ROLE_ARN,
        PARENT,
        UNSET_ZONE,
        EXTERNAL_ID,
        VERSION_OF_PARENT,
        IDENTITY
    }

    private final FaultyIssuer issuer = new FaultyIssuer(new MutableClock());

    @Property(tries = 200)
    void askingForAnythingElseMisses(@ForAll("askings") Asking first, @ForAll("askings") Asking second) {
        try (ConnectionLayer layer = open()) {
            Issue one = vend(layer, first);
            Issue other = vend(layer, second);
            assertThat(one.equals(other)).as("one credential for both").isEqualTo(isSame(first, second));
            for (Asking asking : List.of(first, second)) {
                Issue issue = vend(layer, asking);
                assertThat(issue.scope()).isEqualTo(asking.scope());
                assertThat(issue.connection().workspace()).isEqualTo(asking.workspace());
                assertThat(issue.connection().name()).isEqualTo(asking.name());
                assertThat(issue.session()).isEqualTo("cl-" + asking.workspace() + "-" + asking.user());
            }
        }
    }

    @Property(tries = 150)
    void changingOneGrantOrOneActionMisses(@ForAll("grants") List<Grant> grants, @ForAll Random random) {
        AccessScope scope = AccessScope.of(grants);
        AccessScope changed = AccessScope.of(changed(grants, random));
        try (ConnectionLayer layer = open()) {
            Issue one = vend(layer, new Asking("sales", "ann", "lake", scope));
            Issue other = vend(layer, new Asking("sales", "ann", "lake", changed));
            assertThat(one.equals(other))
                    .as("one credential for %s and %s", scope, changed)
                    .isEqualTo(isSame(grants, changed.grants()));
            assertThat(other.scope()).isEqualTo(changed);
        }
    }

    @Property(tries = 100)
    void changingAnyPartOfTheConnectionMisses(@ForAll("askings") Asking asking, @ForAll Change change) {
        try (ConnectionLayer layer = open()) {
            Issue before = vend(layer, asking);
            apply(change, layer.workspace(asking.workspace(), "dba"), asking.name());
            Issue after = vend(layer, asking);
            assertThat(after).as("after a change of %s", change).isNotEqualTo(before);
            assertThat(after.properties())
                    .as("what the issuer saw after a change of %s", change)
                    .isEqualTo(changedProperties(before, change));
            assertThat(vend(layer, asking)).isEqualTo(after);
        }
    }

    @Property(tries = 200)
    void otherSpellingsOfTheSameHit(@ForAll("askings") Asking asking, @ForAll Random random) {
        try (ConnectionLayer layer = open()) {
            Issue issue = vend(layer, asking);
            int calls = issuer.calls();
            Connections connections = layer.workspace(asking.workspace(), asking.user());
            String name = spelled(asking.name(), random);
            AccessScope scope = spelled(asking.scope(), random);
            assertThat(issuer.known(connections.vend(name, scope))).isEqualTo(issue);
            assertThat(issuer.known(connections.source(name, scope).get())).isEqualTo(issue);
            SourceTicket ticket = new SourceTicket(asking.workspace(), name, scope.texts());
            assertThat(issuer.known(connections.source(ticket).get())).isEqualTo(issue);
            assertThat(issuer.calls()).as("calls for %s as %s", name, scope).isEqualTo(calls);
        }
    }

    /** A new part of a request fails here, until the changes above know it. */
    @Example
    void theChangesCoverAllThatARequestConsistsOf() {
        assertThat(components(VendRequest.class))
                .containsExactly("connection", "properties", "scope", "lifetime", "tools");
        assertThat(components(VendRequest.Tools.class)).containsExactly("sessionName", "resources", "references");
        assertThat(components(AccessScope.Grant.class)).containsExactly("resource", "actions");
        assertThat(components(Resource.class)).containsExactly("scheme", "root", "path");
        assertThat(Arrays.stream(Change.values()).map(Enum::name))
                .containsAll(FaultyProvider.PROPERTIES.stream()
                        .map(spec -> spec.name())
                        .toList());
    }

    @Provide
    Arbitrary<Asking> askings() {
        Arbitrary<AccessScope> scopes = grants().map(AccessScope::of);
        return Combinators.combine(Arbitraries.of(WORKSPACES), Arbitraries.of(USERS), Arbitraries.of(NAMES), scopes)
                .as(Asking::new);
    }

    @Provide
    Arbitrary<List<Grant>> grants() {
        Arbitrary<Resource> resources = Arbitraries.of(
                        "lake", "lake/a", "lake/a/b", "lake/ab", "lake/A", "lake-a", "lake/a b", "lake/a%20b", "pond")
                .map(place -> Resource.parse("mint://" + place));
        Arbitrary<Set<Action>> actions = Arbitraries.of(Action.class).set().ofMinSize(1);
        return Combinators.combine(resources, actions)
                .as(Grant::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private ConnectionLayer open() {
        ConnectionLayer layer = ConnectionLayer.inMemory()
                .provider(new FaultyProvider(issuer))
                .clock(new MutableClock())
                .open();
        for (String workspace : WORKSPACES) {
            Connections dba = layer.workspace(workspace, "dba");
            for (String parent : List.of("parent", "other_parent")) {
                dba.create(FaultyProvider.draft(parent, parent));
            }
            NAMES.forEach(name -> dba.create(draft(name)));
        }
        return layer;
    }

    private static ConnectionDraft draft(String name) {
        return ConnectionDraft.of(name, "MINT")
                .property("ENDPOINT", "the same")
                .property("ZONE", "the same")
                .property("ACCESS_ID", "the same")
                .property("ACCESS_KEY", "the same")
                .property("ROLE_ARN", "the same")
                .property("PARENT", "parent")
                .build();
    }

    private Issue vend(ConnectionLayer layer, Asking asking) {
        return issuer.known(layer.workspace(asking.workspace(), asking.user()).vend(asking.name(), asking.scope()));
    }

    private static void apply(Change change, Connections dba, String name) {
        switch (change) {
            case EXTERNAL_ID -> dba.rotateExternalId(name);
            case VERSION_OF_PARENT -> dba.alter("parent", set("ENDPOINT", "another"));
            case UNSET_ZONE ->
                dba.alter(name, Alteration.builder().unset("ZONE").build());
            case PARENT -> dba.alter(name, set("PARENT", "other_parent"));
            case IDENTITY -> {
                dba.drop(name);
                dba.create(draft(name));
            }
            default -> dba.alter(name, set(change.name(), "another"));
        }
    }

    private static Alteration set(String key, String value) {
        return Alteration.builder().set(key, value).build();
    }

    private static Map<String, String> changedProperties(Issue before, Change change) {
        Map<String, String> expected = new TreeMap<>(before.properties());
        switch (change) {
            case EXTERNAL_ID, VERSION_OF_PARENT, IDENTITY -> {}
            case UNSET_ZONE -> expected.remove("ZONE");
            case PARENT -> expected.put("PARENT", "other_parent");
            default -> expected.put(change.name(), "another");
        }
        return expected;
    }

    /** One grant more or less, or one with another place or another action. */
    private static List<Grant> changed(List<Grant> grants, Random random) {
        List<Grant> changed = new ArrayList<>(grants);
        Grant victim = changed.remove(random.nextInt(changed.size()));
        Resource resource = victim.resource();
        Set<Action> actions = EnumSet.copyOf(victim.actions());
        switch (random.nextInt(4)) {
            case 0 -> {
                Action action = Action.values()[random.nextInt(Action.values().length)];
                if (!actions.remove(action)) {
                    actions.add(action);
                }
            }
            case 1 -> resource = new Resource(resource.scheme(), resource.root() + "x", resource.path());
            case 2 -> resource = new Resource(resource.scheme(), resource.root(), resource.path() + "x");
            default -> actions.clear();
        }
        if (!actions.isEmpty()) {
            changed.add(new Grant(resource, actions));
        }
        return changed.isEmpty()
                ? List.of(new Grant(Resource.parse("mint://elsewhere"), Set.of(Action.READ)))
                : changed;
    }

    private static boolean isSame(Asking one, Asking other) {
        return one.workspace().equals(other.workspace())
                && one.user().equals(other.user())
                && one.name().equals(other.name())
                && isSame(one.scope().grants(), other.scope().grants());
    }

    /** By what can be done where, not by how the layer keeps it. */
    private static boolean isSame(List<Grant> some, List<Grant> others) {
        return isWithin(some, others) && isWithin(others, some);
    }

    private static boolean isWithin(List<Grant> grants, List<Grant> wider) {
        return grants.stream()
                .allMatch(grant -> grant.actions().stream()
                        .allMatch(action -> wider.stream()
                                .anyMatch(wide -> wide.actions().contains(action)
                                        && slashed(grant.resource()).startsWith(slashed(wide.resource())))));
    }

    private static String slashed(Resource resource) {
        return resource.scheme() + "://" + resource.root() + "/" + resource.path();
    }

    private static String spelled(String name, Random random) {
        return random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** In another order, said twice, split by actions, with what a wider grant already gives, with other slashes. */
    private static AccessScope spelled(AccessScope scope, Random random) {
        List<Grant> grants = new ArrayList<>();
        for (Grant grant : scope.grants()) {
            String text = grant.resource().toString();
            grants.add(grant);
            for (Action action : grant.actions()) {
                grants.add(new Grant(Resource.parse(text.replace("mint:", "MINT:") + "/"), Set.of(action)));
            }
            if (random.nextBoolean()) {
                grants.add(
                        new Grant(Resource.parse(text + (text.endsWith("/") ? "" : "/") + "below"), grant.actions()));
            }
        }
        Collections.shuffle(grants, random);
        return AccessScope.of(grants);
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
