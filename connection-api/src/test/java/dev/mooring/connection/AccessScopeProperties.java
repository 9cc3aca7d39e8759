package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AccessScopeProperties {
    @Property(tries = 500)
    void theOrderOfGrantsDoesNotMatter(@ForAll("grants") List<Grant> grants, @ForAll Random random) {
        List<Grant> shuffled = new ArrayList<>(grants);
        Collections.shuffle(shuffled, random);

        assertThat(AccessScope.of(shuffled)).isEqualTo(AccessScope.of(grants));
        assertThat(AccessScope.of(shuffled).texts())
                .isEqualTo(AccessScope.of(grants).texts());
    }

    @Property(tries = 500)
    void textsAreReadBackToAnEqualScope(@ForAll("grants") List<Grant> grants) {
        AccessScope scope = AccessScope.of(grants);

        assertThat(AccessScope.parse(scope.texts())).isEqualTo(scope);
    }

    @Property(tries = 500)
    void repeatingOrSplittingGrantsChangesNothing(@ForAll("grants") List<Grant> grants) {
        List<Grant> split = new ArrayList<>(grants);
        grants.forEach(grant ->
                grant.actions().forEach(action -> split.add(new Grant(grant.resource(), Set.of(action)))));

        assertThat(AccessScope.of(split)).isEqualTo(AccessScope.of(grants));
    }

    @Property(tries = 500)
    void normalisingGivesNoMoreAndNoLess(
            @ForAll("grants") List<Grant> grants, @ForAll("resources") Resource asked, @ForAll Action action) {
        assertThat(allows(AccessScope.of(grants).grants(), asked, action)).isEqualTo(allows(grants, asked, action));
    }

    @Property(tries = 500)
    void scopesThatAllowTheSameAreEqual(@ForAll("grants") List<Grant> grants, @ForAll("grants") List<Grant> others) {
        AccessScope one = AccessScope.of(grants);
        List<Grant> implied = new ArrayList<>(grants);
        others.stream()
                .filter(grant -> grant.actions().stream().allMatch(a -> allows(grants, grant.resource(), a)))
                .forEach(implied::add);

        assertThat(AccessScope.of(implied)).isEqualTo(one);
    }

    @Property(tries = 500)
    void aResourceIsReadBackFromItsText(@ForAll("resources") Resource resource) {
        assertThat(Resource.parse(resource.toString())).isEqualTo(resource);
        assertThat(resource.covers(Resource.parse(resource.toString()))).isTrue();
    }

    @Property(tries = 500)
    void coveringIsTransitive(
            @ForAll("resources") Resource a, @ForAll("resources") Resource b, @ForAll("resources") Resource c) {
        if (a.covers(b) && b.covers(c)) {
            assertThat(a.covers(c)).isTrue();
        }
        if (a.covers(b) && b.covers(a)) {
            assertThat(a).isEqualTo(b);
        }
    }

    private static boolean allows(List<Grant> grants, Resource asked, Action action) {
        return grants.stream()
                .anyMatch(grant ->
                        grant.resource().covers(asked) && grant.actions().contains(action));
    }

    @Provide
    Arbitrary<Resource> resources() {
        Arbitrary<String> path = Arbitraries.of("", "a", "b", "a b", "a=b", "a,b", "%41", "*")
                .list()
                .ofMaxSize(3)
                .map(segments -> String.join("/", segments))
                .filter(joined -> !joined.startsWith("/"));
        return Combinators.combine(Arbitraries.of("s3", "s3a", "oss", "FC"), Arbitraries.of("r", "r-x", "my_r"), path)
                .as(Resource::new);
    }

    @Provide
    Arbitrary<List<Grant>> grants() {
        Arbitrary<Set<Action>> actions =
                Arbitraries.of(Action.class).set().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(resources(), actions)
                .as(Grant::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
