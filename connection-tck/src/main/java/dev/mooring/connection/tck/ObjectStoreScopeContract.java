package dev.mooring.connection.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Resource;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.ConnectionType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every object store's scopes promise, over generated locations: a credential reaches what lies inside a granted
 * location with a granted action, and nothing else. The backend is the judge. The seed is fixed, so that a failure repeats.
 */
public abstract class ObjectStoreScopeContract {
    private static final int CASES = 40;
    private static final int MOST_SEGMENTS = 3;
    private static final List<String> SEGMENTS = List.of(
            "a", "b", "ab", "a-b", "A", "2026", "day=1", "x y", "x+y", "50%", "%41", "été", "数据", "_tmp", ".hidden",
            "a.b");

    private final Random random = new Random(42);

    /** The type. */
    protected abstract ConnectionType type();

    /** Properties of a connection whose credentials can be narrowed. */
    protected abstract List<RawProperty> properties();

    /** The backend, the same for the whole life of this instance; the suite closes it. */
    protected abstract FakeBackend backend();

    /** A bucket that the connection reaches, as a location. */
    protected abstract Resource bucket();

    @AfterEach
    final void closeBackend() {
        backend().close();
    }

    @Test
    void aLocationIsReachedFromWithinAndNotFromBeside() {
        checked(() -> List.of(grant(location(), actions())), Optional.empty());
    }

    @Test
    void aSiblingWhoseNameStartsAlikeIsNotReached() {
        checked(() -> List.of(grant(inside("a"), actions())), Optional.of(inside("ab")));
        checked(() -> List.of(grant(inside("a"), actions())), Optional.of(inside("a-b")));
    }

    @Test
    void severalLocationsAllSurviveAndNothingBetweenThem() {
        checked(
                () -> IntStream.rangeClosed(0, 1 + random.nextInt(3))
                        .mapToObj(i -> grant(location(), actions()))
                        .toList(),
                Optional.empty());
    }

    @Test
    void aLocationInsideAnotherKeepsItsOwnActions() {
        checked(
                () -> {
                    Resource outer = location();
                    return List.of(grant(outer, Set.of(Action.READ)), grant(below(outer), Set.of(Action.WRITE)));
                },
                Optional.empty());
    }

    @Test
    void readingNeverWrites() {
        checked(() -> List.of(grant(location(), Set.of(Action.READ, Action.LIST))), Optional.empty());
    }

    private void checked(Grants grants, Optional<Resource> also) {
        int vended = 0;
        try (Subject subject = subject()) {
            for (int i = 0; i < CASES; i++) {
                List<Grant> granted = grants.next();
                Optional<Credential> credential = vend(subject, AccessScope.of(granted));
                if (credential.isPresent()) {
                    vended++;
                    places(granted, also).forEach(place -> judge(credential.get(), granted, place));
                }
            }
        }
        assertThat(vended).as("scopes that were vended, of %d", CASES).isGreaterThan(CASES / 3);
    }

    private void judge(Credential credential, List<Grant> granted, Resource place) {
        for (Action action : type().scopes().actions()) {
            boolean expected = granted.stream()
                    .anyMatch(grant -> grant.actions().contains(action) && isInside(place, grant.resource()));
            assertThat(backend().permits(credential, action, place))
                    .as("%s on %s with a credential for %s", action, place, granted)
                    .isEqualTo(expected);
        }
    }

    /** What was granted, what lies in it, above it and beside it, and places that have nothing to do with it. */
    private List<Resource> places(List<Grant> granted, Optional<Resource> also) {
        List<Resource> places = new ArrayList<>(also.stream().toList());
        for (Grant grant : granted) {
            places.add(grant.resource());
            places.add(below(grant.resource()));
            places.add(beside(grant.resource()));
        }
        IntStream.range(0, 4).forEach(i -> places.add(location()));
        places.add(bucket());
        return places;
    }

    private static boolean isInside(Resource place, Resource location) {
        return place.root().equals(location.root()) && place.path().startsWith(location.path());
    }

    private Set<Action> actions() {
        List<Action> all = List.copyOf(type().scopes().actions());
        EnumSet<Action> some = EnumSet.of(all.get(random.nextInt(all.size())));
        all.stream().filter(action -> random.nextBoolean()).forEach(some::add);
        return some;
    }

    private static Grant grant(Resource resource, Set<Action> actions) {
        return new Grant(resource, actions);
    }

    private Resource location() {
        return inside(IntStream.rangeClosed(0, random.nextInt(MOST_SEGMENTS))
                .mapToObj(i -> segment())
                .collect(Collectors.joining("/")));
    }

    private Resource inside(String path) {
        return new Resource(bucket().scheme(), bucket().root(), path + "/");
    }

    private Resource below(Resource location) {
        return new Resource(location.scheme(), location.root(), location.path() + segment() + "/");
    }

    private static Resource beside(Resource location) {
        String path = location.path();
        return new Resource(location.scheme(), location.root(), path.substring(0, path.length() - 1) + "-beside/");
    }

    private String segment() {
        return SEGMENTS.get(random.nextInt(SEGMENTS.size()));
    }

    /** Empty where the cloud's policies can not say it, which a vendor must refuse. */
    private static Optional<Credential> vend(Subject subject, AccessScope scope) {
        try {
            return Optional.of(subject.credential(scope));
        } catch (ConnectionException e) {
            assertThat(e.code())
                    .as("why %s is refused", scope)
                    .isIn(
                            ConnectionError.INVALID_SCOPE,
                            ConnectionError.SCOPE_NOT_ENFORCEABLE,
                            ConnectionError.SCOPE_TOO_LARGE);
            return Optional.empty();
        }
    }

    private Subject subject() {
        return new Subject(
                type(),
                Requests.of(type(), properties(), backend().externalId()),
                FakeProviderContext.of(Clock.systemUTC(), backend()),
                new CanarySecrets());
    }

    private interface Grants {
        List<Grant> next();
    }
}
