package dev.mooring.connection.core.internal.validate;

import static dev.mooring.connection.core.internal.validate.Clouds.REGIONS;
import static dev.mooring.connection.core.internal.validate.Clouds.ROLES;
import static dev.mooring.connection.core.internal.validate.Clouds.functionDraft;
import static dev.mooring.connection.core.internal.validate.Clouds.storeDraft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.FakeType;
import dev.mooring.connection.core.FakeTypes;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.property.PropertySchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloudRulesTest {
    private static final List<Cloud> CLOUDS = List.of(Cloud.AWS, Cloud.ALIYUN, Cloud.TENCENT);

    private final TypeRegistry registry = Clouds.registry();

    static List<Arguments> deploymentsAndTypes() {
        List<Arguments> all = new ArrayList<>();
        for (Cloud here : CLOUDS) {
            for (Cloud there : CLOUDS) {
                all.add(Arguments.of(here, there));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("deploymentsAndTypes")
    void aCloudsObjectStoreIsForDeploymentsOfThatCloud(Cloud here, Cloud there) {
        assertAllowedOnlyAtHome(here, there, storeDraft(there).property("ENDPOINT", "e"));
    }

    @ParameterizedTest
    @MethodSource("deploymentsAndTypes")
    void aCloudsFunctionsAreForDeploymentsOfThatCloud(Cloud here, Cloud there) {
        assertAllowedOnlyAtHome(here, there, functionDraft(there, REGIONS.get(there)));
    }

    private void assertAllowedOnlyAtHome(Cloud here, Cloud there, ConnectionDraft.Builder draft) {
        if (here.equals(there)) {
            assertAccepted(in(here), draft);
        } else {
            ConnectionException refusal = refusal(in(here), draft);
            assertThat(refusal.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
            assertThat(refusal).hasMessageContaining("belongs to " + there + ", this deployment runs in " + here);
        }
    }

    @ParameterizedTest
    @MethodSource("deploymentsAndTypes")
    void outsideAnyCloudEveryTypeMayBeUsed(Cloud ignored, Cloud there) {
        assertAccepted(Deployment.anywhere(), storeDraft(there).property("ENDPOINT", "e"));
        assertAccepted(Deployment.anywhere(), functionDraft(there, REGIONS.get(there)));
    }

    @Test
    void aTypeOfNoCloudMayBeUsedEverywhere() {
        CLOUDS.forEach(cloud -> assertAccepted(
                in(cloud),
                ConnectionDraft.of(ConnectionCategory.API, "c", "KAFKA").property("ENDPOINT", "e")));
    }

    @Test
    void saysWhichTypesAreUsableInstead() {
        assertThat(refusal(in(Cloud.ALIYUN), storeDraft(Cloud.AWS).property("ENDPOINT", "e")))
                .hasMessageContaining("types usable here: OSS");
        assertThat(refusal(in(Cloud.ALIYUN), functionDraft(Cloud.AWS, "eu-west-1")))
                .hasMessageContaining("types usable here: CLOUD_FUNCTION, KAFKA");
        assertThat(refusal(
                        new DraftValidator(
                                Clouds.awsOnly(), in(Cloud.ALIYUN), LayerContents.closed(), Clock.systemUTC()),
                        storeDraft(Cloud.AWS).property("ENDPOINT", "e")))
                .hasMessageContaining("types usable here: none installed");
    }

    @Test
    void functionsAreWhereTheDeploymentIsUnlessItAllowsAnyRegion() {
        Deployment here = in(Cloud.AWS);
        ConnectionDraft.Builder elsewhere = functionDraft(Cloud.AWS, "us-east-1");

        assertThat(refusal(here, elsewhere).code()).isEqualTo(ConnectionError.REGION_MISMATCH);
        assertThat(refusal(here, elsewhere)).hasMessageContaining("is us-east-1, this deployment runs in eu-west-1");
        assertAccepted(here.anyRegion(), elsewhere);
        assertAccepted(
                here,
                storeDraft(Cloud.AWS).property("ROLE_ARN", ROLES.get(Cloud.AWS)).property("REGION", "us-east-1"));
    }

    @Test
    void aRegionThatIsAdmittedIsStillAnotherRegion() {
        Deployment here = in(Cloud.AWS).admitRegions(Set.of("mx-central-1"));
        ConnectionDraft.Builder elsewhere = functionDraft(Cloud.AWS, "mx-central-1");

        assertThat(refusal(here, elsewhere).code()).isEqualTo(ConnectionError.REGION_MISMATCH);
        assertAccepted(here.anyRegion(), elsewhere);
        assertAccepted(Deployment.in(Cloud.AWS, "mx-central-1", "1").admitRegions(Set.of("mx-central-1")), elsewhere);
    }

    @Test
    void anUnknownRegionIsRefusedWithTheNearestUnlessItIsAdmitted() {
        ConnectionDraft.Builder draft =
                storeDraft(Cloud.AWS).property("ROLE_ARN", ROLES.get(Cloud.AWS)).property("REGION", "eu-wset-1");

        ConnectionException refusal = refusal(in(Cloud.AWS), draft);

        assertThat(refusal.code()).isEqualTo(ConnectionError.UNKNOWN_REGION);
        assertThat(refusal).hasMessageContaining("is no known region of aws; did you mean eu-west-1?");
        assertAccepted(in(Cloud.AWS).admitRegions(Set.of("eu-wset-1")), draft);
    }

    @ParameterizedTest
    @MethodSource("deploymentsAndTypes")
    void aRoleIsOfTheTypesOwnCloud(Cloud type, Cloud role) {
        ConnectionDraft.Builder draft =
                storeDraft(type).property("ROLE_ARN", ROLES.get(role)).property("REGION", REGIONS.get(type));
        if (type.equals(role)) {
            assertAccepted(in(type), draft);
        } else {
            assertThat(refusal(in(type), draft).code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
            assertThat(refusal(in(type), draft)).hasMessageContaining("ROLE_ARN CONFLICT: is a role of " + role);
        }
    }

    @ParameterizedTest
    @CsvSource({"acs:ram::1:role/r, aliyun", "qcs::cam::uin/1:roleName/r, tencent"})
    void aRoleOfAnotherCloudIsKnownAlsoWhenItsProviderIsAbsent(String role, String cloud) {
        ConnectionException refusal = refusal(
                new DraftValidator(Clouds.awsOnly(), in(Cloud.AWS), LayerContents.closed(), Clock.systemUTC()),
                storeDraft(Cloud.AWS).property("ROLE_ARN", role).property("REGION", "eu-west-1"));

        assertThat(refusal.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
        assertThat(refusal).hasMessageContaining("is a role of " + cloud);
    }

    @Test
    void aRoleOfNoCloudIsMalformed() {
        ConnectionException refusal = refusal(
                in(Cloud.AWS),
                storeDraft(Cloud.AWS).property("ROLE_ARN", "admin").property("REGION", "eu-west-1"));

        assertThat(refusal.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(refusal).hasMessageContaining("ROLE_ARN MALFORMED: expected arn:aws:iam::<id>:role/<name>");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::1:role/r, cn-north-1, CROSS_CLOUD_NOT_SUPPORTED",
        "arn:aws-cn:iam::1:role/r, eu-west-1, CROSS_CLOUD_NOT_SUPPORTED",
        "arn:aws:iam::1:role/r, cn-north-1, INVALID_PROPERTIES",
        "arn:aws-moon:iam::1:role/r, eu-west-1, INVALID_PROPERTIES",
    })
    void partitionsAreKeptApart(String role, String region, ConnectionError code) {
        ConnectionDraft.Builder draft =
                storeDraft(Cloud.AWS).property("ROLE_ARN", role).property("REGION", region);

        assertThat(refusal(in(Cloud.AWS), draft).code()).isEqualTo(code);
    }

    @Test
    void aRoleOfAnotherPartitionIsForDeploymentsOfThatPartition() {
        ConnectionDraft.Builder draft = storeDraft(Cloud.AWS)
                .property("ROLE_ARN", "arn:aws-cn:iam::1:role/r")
                .property("REGION", "cn-north-1");

        assertAccepted(Deployment.in(Cloud.AWS, "cn-north-1", "1"), draft);
        assertAccepted(Deployment.anywhere(), draft);
    }

    @Test
    void aBucketFollowsTheCloudsGrammar() {
        assertThat(refusal(
                        in(Cloud.AWS),
                        storeDraft(Cloud.AWS).property("ENDPOINT", "e").property("BUCKET", "My_Bucket")))
                .hasMessageContaining("BUCKET MALFORMED: expected 3 to 63 lower-case letters");
        assertAccepted(
                in(Cloud.AWS), storeDraft(Cloud.AWS).property("ENDPOINT", "e").property("BUCKET", "my.bucket"));
    }

    @Test
    void namesOfAServiceOutsideTheCloudAreLeftToTheType() {
        assertAccepted(
                in(Cloud.AWS),
                storeDraft(Cloud.AWS).property("ENDPOINT", "http://minio").property("BUCKET", "My_Bucket"));
    }

    @Test
    void aCloudWithoutAProfileHasNoGrammar() {
        Cloud moon = Cloud.of("moon");
        TypeRegistry bare = FakeTypes.registry(FakeTypes.of(FakeType.of(
                TypeId.of(ConnectionCategory.STORAGE, "DUST", moon),
                PropertySchema.builder().required(Clouds.BUCKET).build())));

        assertThatCode(() -> new DraftValidator(
                                bare, Deployment.in(moon, "tycho", "1"), LayerContents.closed(), Clock.systemUTC())
                        .validate(ConnectionDraft.of("c", "DUST")
                                .property("BUCKET", "Any Thing")
                                .build()))
                .doesNotThrowAnyException();
    }

    @Test
    void allThatIsWrongWithTheCloudIsSaidAtOnce() {
        ConnectionException refusal = refusal(
                in(Cloud.ALIYUN),
                storeDraft(Cloud.AWS)
                        .property("ROLE_ARN", "admin")
                        .property("REGION", "nowhere")
                        .property("BUCKET", "B"));

        assertThat(refusal.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
        assertThat(refusal.violations())
                .extracting(Violation::property)
                .containsExactly("TYPE", "ROLE_ARN", "REGION", "BUCKET");
    }

    private static Deployment in(Cloud cloud) {
        return Deployment.in(cloud, REGIONS.get(cloud), "1");
    }

    private void assertAccepted(Deployment deployment, ConnectionDraft.Builder draft) {
        assertThatCode(() -> new DraftValidator(registry, deployment, LayerContents.closed(), Clock.systemUTC())
                        .validate(draft.build()))
                .doesNotThrowAnyException();
    }

    private ConnectionException refusal(Deployment deployment, ConnectionDraft.Builder draft) {
        return refusal(new DraftValidator(registry, deployment, LayerContents.closed(), Clock.systemUTC()), draft);
    }

    private static ConnectionException refusal(DraftValidator validator, ConnectionDraft.Builder draft) {
        return catchThrowableOfType(ConnectionException.class, () -> validator.validate(draft.build()));
    }
}
