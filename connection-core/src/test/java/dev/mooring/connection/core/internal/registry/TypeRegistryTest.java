package dev.mooring.connection.core.internal.registry;

import static dev.mooring.connection.ConnectionCategory.API;
import static dev.mooring.connection.ConnectionCategory.CATALOG;
import static dev.mooring.connection.ConnectionCategory.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.BrokenProvider;
import dev.mooring.connection.core.FakeType;
import dev.mooring.connection.core.FakeTypes;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.util.List;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;

class TypeRegistryTest {
    private static final PropertySpec<String> PROVIDER = PropertySpec.text("PROVIDER")
            .alias("CLOUD")
            .describe("whose functions")
            .build();
    private static final ConnectionType KAFKA =
            FakeType.of(TypeId.of(API, "KAFKA").alias("APACHE_KAFKA"));
    private static final ConnectionType S3 = FakeType.of(TypeId.of(STORAGE, "S3", Cloud.AWS));
    private static final ConnectionType LAMBDA = function(Cloud.AWS);
    private static final ConnectionType SCF = function(Cloud.TENCENT);

    private final TypeRegistry registry = FakeTypes.registry(FakeTypes.of(KAFKA, S3, LAMBDA, SCF));

    private static ConnectionType function(Cloud cloud) {
        return FakeType.of(
                TypeId.of(API, "CLOUD_FUNCTION", cloud),
                PropertySchema.builder().selector(PROVIDER, cloud.id()).build());
    }

    @Test
    void findsATypeByNameOrAliasInAnyLetterCaseWithOrWithoutCategory() {
        assertThat(resolve(API, "kafka")).isEqualTo(KAFKA);
        assertThat(resolve(API, "Apache_Kafka")).isEqualTo(KAFKA);
        assertThat(registry.resolve(ConnectionDraft.of("c", "s3").build()).type())
                .isEqualTo(S3);
    }

    @Test
    void asksWhetherANearTypeWasMeantAndSaysWhatIsInstalled() {
        assertRefused(ConnectionError.UNKNOWN_TYPE, draft(API, "KAKFA"))
                .satisfies(e -> assertThat(e.remedy())
                        .isEqualTo("did you mean KAFKA?; installed types: CLOUD_FUNCTION, KAFKA; "
                                + "the artifact of another provider adds more"));
    }

    @Test
    void saysInWhichCategoryATypeIs() {
        assertRefused(ConnectionError.UNKNOWN_TYPE, draft(CATALOG, "S3"))
                .satisfies(e -> assertThat(e.remedy())
                        .startsWith("it is a type of category STORAGE: CREATE STORAGE CONNECTION; "
                                + "installed types: none"));
    }

    @Test
    void mentionsProvidersThatAreBroken() {
        TypeRegistry withBroken = FakeTypes.registry(
                List.of(BrokenProvider.of("x.HmsProvider", "hms.jar", new NoClassDefFoundError("org/apache/Hive"))));

        assertThatThrownBy(() -> withBroken.resolve(draft(CATALOG, "HMS").build()))
                .hasMessageContaining("x.HmsProvider in hms.jar can not be used")
                .hasMessageContaining("org/apache/Hive");
    }

    @Test
    void choosesAmongTypesOfOneNameByTheirSelector() {
        assertThat(selected("PROVIDER", "aws")).isEqualTo(LAMBDA);
        assertThat(selected("cloud", "TENCENT")).isEqualTo(SCF);
    }

    @Test
    void saysWhichPropertyTellsTypesApart() {
        assertRefused(ConnectionError.INVALID_PROPERTIES, draft(API, "CLOUD_FUNCTION"))
                .satisfies(e -> {
                    assertThat(e).hasMessage("PROVIDER is missing, which tells the CLOUD_FUNCTION types apart");
                    assertThat(e.remedy()).isEqualTo("give PROVIDER, one of: aws, tencent");
                });
    }

    @Test
    void saysWhichSelectionsAreInstalled() {
        assertRefused(ConnectionError.UNKNOWN_TYPE, draft(API, "CLOUD_FUNCTION").property("PROVIDER", "aliyun"))
                .satisfies(e -> assertThat(e.remedy()).startsWith("installed: PROVIDER = aws, tencent"));
    }

    @Test
    void aLoneTypeIsNotTakenForAnotherSelection() {
        TypeRegistry lone = FakeTypes.registry(FakeTypes.of(LAMBDA));

        assertThat(lone.resolve(draft(API, "CLOUD_FUNCTION").build()).type()).isEqualTo(LAMBDA);
        assertThatThrownBy(() -> lone.resolve(draft(API, "CLOUD_FUNCTION")
                        .property("PROVIDER", "aliyun")
                        .build()))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.UNKNOWN_TYPE));
    }

    @Test
    void asksForTheCategoryOfANameThatSeveralHave() {
        TypeRegistry both = FakeTypes.registry(
                FakeTypes.of(FakeType.of(TypeId.of(API, "UNITY")), FakeType.of(TypeId.of(CATALOG, "UNITY"))));

        assertThat(both.resolve(draft(CATALOG, "UNITY").build()).id().category())
                .isEqualTo(CATALOG);
        assertThatThrownBy(() -> both.resolve(ConnectionDraft.of("c", "UNITY").build()))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ConnectionError.UNKNOWN_TYPE);
                    assertThat(e.remedy()).isEqualTo("say which: CREATE API CONNECTION or CREATE CATALOG CONNECTION");
                });
    }

    @Test
    void refusesATypeThatIsProvidedTwiceNamingBothClassesAndJars() {
        ConnectionProvider one = FakeTypes.of(KAFKA);
        ConnectionProvider other = new OtherProvider(FakeType.of(TypeId.of(API, "apache_kafka")));

        assertThatThrownBy(() -> FakeTypes.registry(one, other))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.PROVIDER_CONTRACT))
                .hasMessageContainingAll(FakeTypes.class.getName(), OtherProvider.class.getName(), "test-classes");
    }

    @Test
    void refusesTypesThatNoSelectorTellsApart() {
        assertThatThrownBy(() -> FakeTypes.registry(FakeTypes.of(LAMBDA), FakeTypes.of(function(Cloud.AWS))))
                .hasMessageContaining("provided twice");
        assertThatThrownBy(() -> FakeTypes.registry(
                        FakeTypes.of(LAMBDA, FakeType.of(TypeId.of(API, "CLOUD_FUNCTION", Cloud.ALIYUN)))))
                .hasMessageContaining("provided twice");
    }

    @Test
    void findsTheTypeOfAStoredConnectionOrSaysThatItsProviderIsGone() {
        assertThat(registry.require(TypeId.of(API, "CLOUD_FUNCTION", Cloud.TENCENT))
                        .type())
                .isEqualTo(SCF);
        assertThatThrownBy(() -> registry.require(TypeId.of(API, "CLOUD_FUNCTION", Cloud.ALIYUN)))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.PROVIDER_UNAVAILABLE))
                .hasMessageContaining("API/CLOUD_FUNCTION (aliyun)");
    }

    private ConnectionType resolve(ConnectionCategory category, String type) {
        return registry.resolve(draft(category, type).build()).type();
    }

    private ConnectionType selected(String key, String value) {
        return registry.resolve(
                        draft(API, "cloud_function").property(key, value).build())
                .type();
    }

    private static ConnectionDraft.Builder draft(ConnectionCategory category, String type) {
        return ConnectionDraft.of(category, "c", type);
    }

    private ObjectAssert<ConnectionException> assertRefused(ConnectionError code, ConnectionDraft.Builder draft) {
        ConnectionException refusal =
                catchThrowableOfType(ConnectionException.class, () -> registry.resolve(draft.build()));
        assertThat(refusal.code()).isEqualTo(code);
        return assertThatObject(refusal);
    }

    private record OtherProvider(ConnectionType type) implements ConnectionProvider {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public List<ConnectionType> types() {
            return List.of(type);
        }
    }
}
