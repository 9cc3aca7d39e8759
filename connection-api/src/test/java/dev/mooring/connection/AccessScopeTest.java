package dev.mooring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessScopeTest {
    @Test
    void mergesTheActionsOfOneResource() {
        AccessScope scope = AccessScope.of("s3://b/p", Action.WRITE).and(AccessScope.of("s3a://b/p/", Action.READ));

        assertThat(scope.texts()).containsExactly("s3://b/p/=READ,WRITE");
    }

    @Test
    void dropsAGrantThatAWiderOneCovers() {
        assertThat(AccessScope.read("s3://b/p/q").and(AccessScope.read("s3://b/p")))
                .isEqualTo(AccessScope.read("s3://b/p"));
    }

    @Test
    void keepsTwoPrefixesOfOneBucket() {
        assertThat(AccessScope.read("s3://b/q")
                        .and(AccessScope.read("s3://b/p"))
                        .texts())
                .containsExactly("s3://b/p/=READ,LIST", "s3://b/q/=READ,LIST");
    }

    @Test
    void leavesOutActionsThatAWiderGrantAlreadyGives() {
        AccessScope redundant = AccessScope.parse(List.of("s3://b/=READ", "s3://b/p/=READ,WRITE"));
        AccessScope exact = AccessScope.parse(List.of("s3://b/=READ", "s3://b/p/=WRITE"));

        assertThat(redundant).isEqualTo(exact);
    }

    @Test
    void isEverythingWhenEverythingIsAdded() {
        assertThat(AccessScope.read("s3://b").and(AccessScope.everything()).isEverything())
                .isTrue();
        assertThat(AccessScope.everything().and(AccessScope.read("s3://b")).texts())
                .containsExactly("*");
        assertThat(AccessScope.parse(List.of("*"))).isEqualTo(AccessScope.everything());
    }

    @Test
    void neverReadsSilenceAsEverything() {
        assertThatThrownBy(() -> AccessScope.of(List.of())).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> AccessScope.parse(List.of())).isInstanceOf(ConnectionException.class);
        assertThatThrownBy(() -> new Grant(Resource.parse("s3://b"), Set.of())).isInstanceOf(ConnectionException.class);
    }

    @Test
    void splitsAtTheLastEqualsSign() {
        AccessScope scope = AccessScope.parse(List.of("s3://b/day=1/part=2= read , List "));

        assertThat(scope.texts()).containsExactly("s3://b/day=1/part=2/=READ,LIST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://b/", "s3://b/=", "s3://b/=READ,", "s3://b/=EXECUTE", "=READ", "b=READ"})
    void refusesATextWithoutResourceOrKnownActions(String text) {
        assertThatThrownBy(() -> AccessScope.parse(List.of(text)))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_SCOPE));
    }

    @Test
    void refusesEverythingBesideAGrant() {
        assertThatThrownBy(() -> AccessScope.parse(List.of("*", "s3://b/=READ")))
                .isInstanceOf(ConnectionException.class);
    }

    @Test
    void ordersActionsAsTheEnumDoes() {
        assertThat(new Grant(Resource.parse("s3://b"), Set.of(Action.DELETE, Action.READ, Action.LIST)))
                .hasToString("s3://b=READ,LIST,DELETE");
    }
}
