package dev.mooring.connection.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySchema.Binding;
import dev.mooring.connection.property.PropertySchema.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyBindingTest {
    enum Mode {
        PLAIN,
        USER_KEY
    }

    private static final PropertySpec<String> ENDPOINT =
            PropertySpec.text("ENDPOINT").describe("where it is").build();
    private static final PropertySpec<String> REGION =
            PropertySpec.region("REGION").describe("its region").build();
    private static final PropertySpec<String> ROLE = PropertySpec.role("ROLE_ARN")
            .alias("cloud_function.role_arn")
            .describe("role to assume")
            .build();
    private static final PropertySpec<String> KEY_ID = PropertySpec.identifier("ACCESS_ID")
            .alias("ACCESS_KEY_ID")
            .describe("id of the key")
            .build();
    private static final PropertySpec<Secret> KEY = PropertySpec.secret("ACCESS_KEY")
            .alias("ACCESS_KEY_SECRET")
            .misspelling("ACCESS_KEY_SERCET")
            .describe("secret of the key")
            .build();
    private static final PropertySpec<Mode> MODE =
            PropertySpec.oneOf("MODE", Mode.class).describe("how to log in").build();
    private static final PropertySpec<String> PRINCIPAL =
            PropertySpec.text("PRINCIPAL").describe("who logs in").build();

    private static final PropertySchema STORE = PropertySchema.builder()
            .required(ENDPOINT)
            .exactlyOneOf(Group.of(ROLE, REGION), Group.of(KEY_ID, KEY))
            .refuse("SECRET", "write ACCESS_KEY")
            .build();
    private static final PropertySchema LOGIN = PropertySchema.builder()
            .required(ENDPOINT)
            .optional(MODE)
            .when(MODE, Set.of("USER_KEY"), Group.of(PRINCIPAL))
            .build();

    @Test
    void bindsAliasesToCanonicalNamesInAnyLetterCase() {
        Binding binding =
                STORE.bind(raw("endpoint", "e", "Cloud_Function.Role_Arn", "acs:ram::1:role/r", "region", "x"));

        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values().require(ROLE)).isEqualTo("acs:ram::1:role/r");
        assertThat(binding.values().values()).containsOnlyKeys("ENDPOINT", "ROLE_ARN", "REGION");
    }

    @Test
    void saysAllThatIsWrongAtOnceInTheCallersOrderThenWhatIsMissing() {
        List<RawProperty> written = List.of(
                RawProperty.of("ACCESS_KEY", " k").at(new SourcePosition(2, 3)),
                RawProperty.of("COLOUR", "red").at(new SourcePosition(3, 3)),
                RawProperty.list("ACCESS_ID", List.of("a", "b")).at(new SourcePosition(4, 3)));

        List<Violation> violations = STORE.bind(written).violations();

        assertThat(violations)
                .extracting(
                        Violation::property,
                        Violation::reason,
                        v -> v.position().map(SourcePosition::line))
                .containsExactly(
                        tuple("ACCESS_KEY", Reason.MALFORMED, Optional.of(2)),
                        tuple("COLOUR", Reason.UNKNOWN, Optional.of(3)),
                        tuple("ACCESS_ID", Reason.MALFORMED, Optional.of(4)),
                        tuple("ENDPOINT", Reason.MISSING, Optional.empty()));
        assertThat(violations).allMatch(v -> v.code() == ConnectionError.INVALID_PROPERTIES && v.isError());
    }

    @Test
    void aNameMeansWhatItsSchemaSays() {
        PropertySpec<String> keyOfAnotherCloud =
                PropertySpec.identifier("ACCESS_KEY").describe("id of the key").build();
        PropertySchema other =
                PropertySchema.builder().required(keyOfAnotherCloud).build();
        List<RawProperty> written = raw("ACCESS_KEY", "AKIDabcdefghijkl");

        assertThat(other.bind(written).values().display())
                .containsExactly(new PropertyValues.Displayed("ACCESS_KEY", "AKIDab**************"));
        assertThat(STORE.bind(written).values().display()).isEmpty();
        assertThat(STORE.bind(written).values().secrets()).containsOnlyKeys("ACCESS_KEY");
    }

    @Test
    void asksWhetherANearNameWasMeant() {
        assertThat(expectation(STORE, "ENDPIONT", "e")).isEqualTo("did you mean ENDPOINT?");
        assertThat(expectation(STORE, "access_key_secre", "e")).isEqualTo("did you mean ACCESS_KEY_SECRET?");
        assertThat(expectation(STORE, "COLOUR", "red"))
                .isEqualTo("this type has ACCESS_ID, ACCESS_KEY, ENDPOINT, REGION, ROLE_ARN");
    }

    @Test
    void saysWhatToWriteInsteadOfARefusedKey() {
        assertThat(expectation(STORE, "Secret", "s")).isEqualTo("write ACCESS_KEY");
    }

    @Test
    void refusesAPropertyGivenTwiceAlsoUnderAnAlias() {
        Binding binding = STORE.bind(raw("ENDPOINT", "e", "ACCESS_ID", "i", "ACCESS_KEY", "k", "ACCESS_KEY_ID", "j"));

        assertThat(binding.violations())
                .extracting(Violation::toString)
                .containsExactly("ACCESS_ID CONFLICT: is given twice, as ACCESS_ID and ACCESS_KEY_ID");
    }

    @Test
    void warnsOfAMisspellingAndTakesItsValue() {
        Binding binding = STORE.bind(raw("ENDPOINT", "e", "ACCESS_ID", "i", "access_key_sercet", "k"));

        assertThat(binding.violations()).singleElement().satisfies(warning -> {
            assertThat(warning.isError()).isFalse();
            assertThat(warning.expectation()).isEqualTo("access_key_sercet is a misspelling of ACCESS_KEY");
        });
        assertThat(binding.values().require(KEY).reveal()).isEqualTo("k");
    }

    @Test
    void takesExactlyOneOfTheGroupsAndThatOneWhole() {
        assertThat(texts(STORE, "ENDPOINT", "e", "ROLE_ARN", "r")).containsExactly("REGION MISSING: its region");
        assertThat(texts(STORE, "ENDPOINT", "e"))
                .containsExactly("ROLE_ARN MISSING: give either ROLE_ARN and REGION, or ACCESS_ID and ACCESS_KEY");
        assertThat(texts(STORE, "ENDPOINT", "e", "ROLE_ARN", "r", "REGION", "x", "ACCESS_KEY", "k"))
                .containsExactly(
                        "ACCESS_KEY CONFLICT: give either ROLE_ARN and REGION, or ACCESS_ID and ACCESS_KEY, not both");
    }

    @Test
    void namesThePropertyThatConflictsNotOneThatBothGroupsHave() {
        PropertySchema shared = PropertySchema.builder()
                .exactlyOneOf(Group.of(ROLE, REGION), Group.of(REGION, KEY_ID, KEY))
                .build();

        assertThat(texts(shared, "ROLE_ARN", "r", "REGION", "x", "ACCESS_KEY", "k"))
                .singleElement()
                .asString()
                .startsWith("ACCESS_KEY CONFLICT");
        assertThat(texts(shared, "ROLE_ARN", "r", "REGION", "x")).isEmpty();
    }

    @Test
    void requiresAGroupOnlyWithItsCondition() {
        assertThat(texts(LOGIN, "ENDPOINT", "e", "MODE", "USER_KEY")).containsExactly("PRINCIPAL MISSING: who logs in");
        assertThat(texts(LOGIN, "ENDPOINT", "e", "MODE", "plain", "PRINCIPAL", "p"))
                .containsExactly("PRINCIPAL CONFLICT: belongs to MODE = USER_KEY only");
        assertThat(texts(LOGIN, "ENDPOINT", "e", "MODE", "user_key", "PRINCIPAL", "p"))
                .isEmpty();
        assertThat(texts(LOGIN, "ENDPOINT", "e")).isEmpty();
    }

    @Test
    void takesAConditionInEverySpellingOfItsChoice() {
        Binding binding = LOGIN.bind(raw("ENDPOINT", "e", "MODE", "user-key", "PRINCIPAL", "p"));

        assertThat(binding.violations()).isEmpty();
        assertThat(binding.values().require(MODE)).isEqualTo(Mode.USER_KEY);
    }

    @Test
    void aDefaultDecidesAConditionToo() {
        PropertySpec<Mode> defaulted = PropertySpec.oneOf("MODE", Mode.class)
                .defaultsTo("USER_KEY")
                .describe("how to log in")
                .build();
        PropertySchema schema = PropertySchema.builder()
                .required(defaulted)
                .when(defaulted, Set.of("USER_KEY"), Group.of(PRINCIPAL))
                .build();

        assertThat(texts(schema)).containsExactly("PRINCIPAL MISSING: who logs in");
        assertThat(schema.bind(List.of()).values().require(defaulted)).isEqualTo(Mode.USER_KEY);
        assertThat(schema.bind(List.of()).values().has(defaulted)).isFalse();
    }

    @Test
    void requiresItsSelector() {
        PropertySpec<String> provider =
                PropertySpec.text("PROVIDER").describe("whose functions").build();
        PropertySchema schema = PropertySchema.builder()
                .selector(provider, "aws")
                .required(ENDPOINT)
                .build();

        assertThat(texts(schema, "ENDPOINT", "e")).containsExactly("PROVIDER MISSING: whose functions");
        assertThat(schema.specs()).containsExactly(provider, ENDPOINT);
        assertThat(schema.requirement(provider)).isEqualTo("required");
    }

    @Test
    void printsNoValueInAViolation() {
        List<String> texts =
                texts(STORE, "ENDPOINT", " canary", "ACCESS_KEY", "canary\n", "SECRET", "canary", "REGION", "");

        assertThat(texts).hasSizeGreaterThan(3).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void saysWhenAPropertyMustBeGiven() {
        assertThat(STORE.requirement(ENDPOINT)).isEqualTo("required");
        assertThat(STORE.requirement(KEY)).isEqualTo("exactly one of: ROLE_ARN and REGION | ACCESS_ID and ACCESS_KEY");
        assertThat(LOGIN.requirement(PRINCIPAL)).isEqualTo("required with MODE = USER_KEY");
        assertThat(LOGIN.requirement(MODE)).isEqualTo("optional");
    }

    @Test
    void refusesTwoPropertiesOfOneSpelling() {
        PropertySpec<String> clash = PropertySpec.text("REGION_ID")
                .alias("endpoint")
                .describe("clash")
                .build();

        assertThatThrownBy(
                        () -> PropertySchema.builder().required(ENDPOINT, clash).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ENDPOINT");
    }

    @Test
    void aBuiltSchemaDoesNotChangeWithItsBuilder() {
        PropertySchema.Builder builder = PropertySchema.builder().required(ENDPOINT);
        PropertySchema schema = builder.build();
        builder.required(REGION).version(7).refuse("X", "Y");

        assertThat(texts(schema, "ENDPOINT", "e")).isEmpty();
        assertThat(schema.version()).isEqualTo(1);
    }

    static List<RawProperty> raw(String... keysAndValues) {
        List<RawProperty> raw = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            raw.add(RawProperty.of(keysAndValues[i], keysAndValues[i + 1]));
        }
        return raw;
    }

    static List<String> texts(PropertySchema schema, String... keysAndValues) {
        return schema.bind(raw(keysAndValues)).violations().stream()
                .map(Violation::toString)
                .toList();
    }

    private static String expectation(PropertySchema schema, String key, String value) {
        return schema.bind(raw(key, value)).violations().get(0).expectation();
    }
}
