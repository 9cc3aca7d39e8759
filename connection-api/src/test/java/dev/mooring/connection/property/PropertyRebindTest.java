package dev.mooring.connection.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertySchema.Group;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyRebindTest {
    private static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();
    private static final PropertySpec<String> ROLE =
            PropertySpec.role("ROLE_ARN").describe("role to assume").build();
    private static final PropertySpec<String> KEY_ID =
            PropertySpec.identifier("ACCESS_ID").describe("id of the key").build();
    private static final PropertySpec<Secret> KEY =
            PropertySpec.secret("ACCESS_KEY").describe("secret of the key").build();
    private static final PropertySpec<String> PATH = PropertySpec.text("PATH")
            .emptyIsAbsent()
            .describe("what to look at")
            .build();
    private static final PropertySchema SCHEMA = PropertySchema.builder()
            .required(ENDPOINT)
            .exactlyOneOf(Group.of(ROLE), Group.of(KEY_ID, KEY))
            .optional(PATH)
            .build();
    private static final PropertyValues KEPT = SCHEMA.bind(
                    PropertyBindingTest.raw("ENDPOINT", "old", "ACCESS_ID", "id", "ACCESS_KEY", "k", "PATH", "p"))
            .values()
            .withoutSecrets();

    @Test
    void tellsValidatorsOfSecretsThatStay() {
        Binding binding = rebound();

        assertThat(binding.values().has(KEY)).isTrue();
        assertThat(binding.values().get(KEY)).isEmpty();
    }

    @Test
    void aNewSecretTakesTheEndOfTheOldOneAwayAlsoWhereTheTypeDeclaresIt() {
        PropertySpec<String> end = PropertySpec.text("ENDS")
                .alias("ACCESS_KEY_EXPIRES_AT")
                .describe("when the key ends")
                .build();
        PropertySchema declared =
                PropertySchema.builder().required(KEY).optional(end).build();
        PropertyValues kept = declared.bind(PropertyBindingTest.raw("ACCESS_KEY", "k", "ENDS", "2027-01-31"))
                .values()
                .withoutSecrets();

        assertThat(declared.rebind(kept, Set.of("ACCESS_KEY"), List.of())
                        .values()
                        .has(end))
                .isTrue();
        assertThat(declared.rebind(kept, Set.of(), PropertyBindingTest.raw("ACCESS_KEY", "next"))
                        .values()
                        .has(end))
                .isFalse();
        assertThat(declared.ends()).isEmpty();
    }

    @Test
    void keepsWhatIsNotMentioned() {
        Binding binding = rebound();

        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values()).isEqualTo(KEPT);
    }

    @Test
    void replacesWhatIsGivenAndDoesNotLookAtKeptSecrets() {
        Binding binding = rebound("ENDPOINT", "new");

        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values().require(ENDPOINT)).isEqualTo("new");
        assertThat(binding.values().require(KEY_ID)).isEqualTo("id");
        assertThat(binding.values().secrets()).isEmpty();
    }

    @Test
    void yieldsAReplacedSecret() {
        assertThat(rebound("ACCESS_KEY", "fresh").values().require(KEY).reveal())
                .isEqualTo("fresh");
    }

    @Test
    void refusesAMaskInPlaceOfAKeptValue() {
        assertThat(rebound("ACCESS_KEY", "****", "ACCESS_ID", "LTAI5t**************")
                        .violations())
                .extracting(Violation::expectation)
                .hasSize(2)
                .allMatch(text -> text.startsWith("is a masked value"));
    }

    @Test
    void refusesASecondWayInBesideTheKeptOne() {
        assertThat(rebound("ROLE_ARN", "r").violations())
                .singleElement()
                .asString()
                .contains("CONFLICT: give either ROLE_ARN, or ACCESS_ID and ACCESS_KEY, not both");
    }

    @Test
    void missesASecretThatIsNotKept() {
        assertThat(SCHEMA.rebind(KEPT, Set.of(), List.of()).violations())
                .extracting(Violation::toString)
                .containsExactly("ACCESS_KEY MISSING: secret of the key");
    }

    @Test
    void anEmptyValueRemovesAPropertyWhoseTypeSaysSo() {
        Binding binding = rebound("PATH", "");

        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values().has(PATH)).isFalse();
        assertThat(rebound("ENDPOINT", "").violations())
                .extracting(Violation::expectation)
                .containsExactly("must not be empty");
    }

    @Test
    void masksValuesAsTheirSensitivitySays() {
        PropertyValues values = SCHEMA.bind(
                        PropertyBindingTest.raw("ENDPOINT", "e", "ACCESS_ID", "LTAI5tabcdef", "ACCESS_KEY", "canary"))
                .values();

        assertThat(values).hasToString("[ACCESS_ID=LTAI5t**************, ENDPOINT=e, ACCESS_KEY=****]");
        assertThat(KEPT.display()).contains(new PropertyValues.Displayed("ACCESS_ID", "**************"));
    }

    private static Binding rebound(String... keysAndValues) {
        List<RawProperty> raw = PropertyBindingTest.raw(keysAndValues);
        return SCHEMA.rebind(KEPT, Set.of("ACCESS_KEY"), raw);
    }
}
