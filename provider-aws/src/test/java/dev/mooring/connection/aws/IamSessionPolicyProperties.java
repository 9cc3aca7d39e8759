package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A session policy gives what the scope says and nothing beside it, whatever characters its folders have. */
class IamSessionPolicyProperties {
    private static final Map<Action, String> ON_OBJECTS =
            Map.of(Action.READ, "s3:GetObject", Action.WRITE, "s3:PutObject", Action.DELETE, "s3:DeleteObject");

    @Property
    void aCredentialForOneFolderCanNotTouchAnother(@ForAll("folders") Resource a, @ForAll("folders") Resource b) {
        Assume.that(!a.covers(b));
        PolicyEvaluator policy = policy(AccessScope.readWrite(a.toString()));
        ON_OBJECTS
                .values()
                .forEach(action ->
                        assertThat(policy.allows(action, object(b), Map.of())).isFalse());
        assertThat(policy.allows("s3:ListBucket", bucket(b), Map.of("s3:prefix", b.path())))
                .isFalse();
        assertThat(policy.allows("s3:ListBucket", bucket(b), Map.of())).isFalse();
    }

    @Property
    void aCredentialForAFolderCanWorkInIt(@ForAll("folders") Resource folder) {
        PolicyEvaluator policy = policy(AccessScope.readWrite(folder.toString()));
        ON_OBJECTS
                .values()
                .forEach(action -> assertThat(policy.allows(action, object(folder), Map.of()))
                        .isTrue());
        assertThat(policy.allows("s3:ListBucket", bucket(folder), Map.of("s3:prefix", folder.path())))
                .isTrue();
        assertThat(policy.allows("s3:GetBucketLocation", bucket(folder), Map.of()))
                .isTrue();
    }

    @Property
    void aPolicyAllowsExactlyWhatItsScopeCovers(
            @ForAll("scopes") AccessScope scope, @ForAll("folders") Resource place) {
        PolicyEvaluator policy = policy(scope);
        ON_OBJECTS.forEach((action, name) -> assertThat(policy.allows(name, object(place), Map.of()))
                .as("%s on %s with %s", action, place, scope)
                .isEqualTo(covers(scope, place, action)));
        assertThat(policy.allows("s3:ListBucket", bucket(place), Map.of("s3:prefix", place.path())))
                .isEqualTo(covers(scope, place, Action.LIST));
        assertThat(policy.allows("s3:PutBucketPolicy", bucket(place), Map.of())).isFalse();
    }

    @Provide
    Arbitrary<Resource> folders() {
        Arbitrary<String> segment = Arbitraries.strings()
                .withChars('a', 'b', '*', '?', '$', '{', '}', '\\', '"', 'é')
                .ofMinLength(1)
                .ofMaxLength(3);
        Arbitrary<String> path = segment.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("/", parts));
        return Combinators.combine(Arbitraries.of("lake", "pond"), path)
                .as((bucket, folder) -> new Resource("s3", bucket, folder));
    }

    @Provide
    Arbitrary<AccessScope> scopes() {
        Arbitrary<Set<Action>> actions = Arbitraries.of(
                        EnumSet.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE))
                .set()
                .ofMinSize(1);
        Arbitrary<Grant> grant = Combinators.combine(folders(), actions).as(Grant::new);
        return grant.list().ofMinSize(1).ofMaxSize(4).map(AccessScope::of);
    }

    private static boolean covers(AccessScope scope, Resource place, Action action) {
        return scope.grants().stream()
                .anyMatch(grant ->
                        grant.actions().contains(action) && grant.resource().covers(place));
    }

    private static PolicyEvaluator policy(AccessScope scope) {
        return new PolicyEvaluator(new IamSessionPolicy(PolicyTerms.PLAIN).text(List.copyOf(scope.grants())));
    }

    private static String bucket(Resource place) {
        return "arn:aws:s3:::" + place.root();
    }

    private static String object(Resource place) {
        return bucket(place) + "/" + place.path() + "part-0";
    }
}
