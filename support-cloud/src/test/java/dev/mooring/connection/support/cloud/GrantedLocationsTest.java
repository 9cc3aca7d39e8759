package dev.mooring.connection.support.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.Resource;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantedLocationsTest {
    @Test
    void leavesOutWhatLiesInAnotherLocationAlsoBehindABucketOfASimilarName() {
        GrantedLocations locations = locations(
                "s3://a=READ", "s3://a-b/x=READ", "s3://a/t/=READ,WRITE", "s3://a/t/u=WRITE", "s3://a/tt=WRITE");

        assertThat(locations.granting(Action.READ))
                .extracting(Resource::toString)
                .containsExactly("s3://a", "s3://a-b/x/");
        assertThat(locations.granting(Action.WRITE))
                .extracting(Resource::toString)
                .containsExactly("s3://a/t/", "s3://a/tt/");
        assertThat(locations.byBucket(Action.READ)).containsOnlyKeys("a", "a-b");
        assertThat(locations.buckets()).containsExactly("a", "a-b");
    }

    @Test
    void actionsOnTheSameLocationsShareAStatementAndOthersDoNot() {
        Map<Action, List<String>> names = new EnumMap<>(
                Map.of(Action.READ, List.of("get"), Action.WRITE, List.of("put"), Action.DELETE, List.of("delete")));
        GrantedLocations locations = locations("s3://a/x=READ,DELETE", "s3://a/y=READ,WRITE,DELETE");

        assertThat(locations.objectStatements(names, Resource::path))
                .containsExactly(
                        Statement.allow(List.of("get", "delete"), List.of("x/", "y/")),
                        Statement.allow(List.of("put"), List.of("y/")));
        assertThat(locations("s3://a/x=LIST").objectStatements(names, Resource::path))
                .isEmpty();
    }

    private static GrantedLocations locations(String... grants) {
        return new GrantedLocations(AccessScope.parse(List.of(grants)).grants());
    }
}
