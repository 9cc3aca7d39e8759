package dev.mooring.connection.core.internal.validate;

import static dev.mooring.connection.core.internal.validate.Clouds.ROLES;
import static dev.mooring.connection.core.internal.validate.Clouds.storeDraft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.internal.content.LayerContents;
import dev.mooring.connection.core.internal.validate.DraftValidator.Valid;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftValidatorTest {
    private final DraftValidator validator = new DraftValidator(
            Clouds.registry(), Deployment.in(Cloud.AWS, "eu-west-1", "1"), LayerContents.closed(), Clock.systemUTC());

    static String[] illegalNames() {
        return new String[] {
            "", " ", "1lake", "my-lake", "my.lake", "lake ", "la ke", "lake\n", "lake;", "'lake'", "x".repeat(256)
        };
    }

    @ParameterizedTest
    @MethodSource("illegalNames")
    void refusesANameThatIsNotLegal(String name) {
        assertThat(refusal(named(name)).code()).isEqualTo(ConnectionError.INVALID_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "_lake", "Lake_1", "湖", "é", "l"})
    void takesLettersOfAnyScriptDigitsAndUnderscores(String name) {
        assertThat(validator.validate(named(name).build()).warnings()).isEmpty();
    }

    @Test
    void takesANameOfTheGreatestLength() {
        assertThat(validator.validate(named("x".repeat(255)).build()).warnings())
                .isEmpty();
    }

    @Test
    void listsWhatTheSchemaTheCloudAndTheTypeRefuseAtOnceWithPlaces() {
        ConnectionException refusal = refusal(storeDraft(Cloud.AWS)
                .property(RawProperty.of("COLOUR", "red").at(new SourcePosition(2, 3)))
                .property(RawProperty.of("REGION_ID", "us-esat-1").at(new SourcePosition(3, 3)))
                .property(RawProperty.of("ROLE_ARN", ROLES.get(Cloud.AWS)).at(new SourcePosition(4, 3)))
                .property(RawProperty.of("BUCKET", "reserved-1").at(new SourcePosition(5, 3))));

        assertThat(refusal.violations())
                .extracting(v -> v.property() + " " + v.severity()
                        + v.position().map(p -> " " + p).orElse(""))
                .containsExactly("COLOUR ERROR 2:3", "REGION ERROR 3:3", "BUCKET ERROR 5:3", "ENDPOINT WARNING");
        assertThat(refusal.position())
                .as("the place of the violation that gave the code")
                .contains(new SourcePosition(3, 3));
        assertThat(refusal)
                .hasMessageStartingWith("connection c of type S3: REGION ")
                .hasMessageNotContaining("good idea");
    }

    @Test
    void aRuleOfItsOwnOutranksWhatElseIsWrong() {
        ConnectionException refusal = refusal(storeDraft(Cloud.AWS)
                .property("COLOUR", "red")
                .property("REGION", "us-esat-1")
                .property("ROLE_ARN", ROLES.get(Cloud.AWS)));

        assertThat(refusal.code()).isEqualTo(ConnectionError.UNKNOWN_REGION);
        assertThat(refusal(storeDraft(Cloud.AWS).property("COLOUR", "red")).code())
                .isEqualTo(ConnectionError.INVALID_PROPERTIES);
    }

    @Test
    void aCloudThatIsRefusedOutranksARegion() {
        ConnectionException refusal = refusal(Clouds.functionDraft(Cloud.ALIYUN, "nowhere"));

        assertThat(refusal.code()).isEqualTo(ConnectionError.CROSS_CLOUD_NOT_SUPPORTED);
        assertThat(refusal.violations()).extracting(Violation::code).contains(ConnectionError.UNKNOWN_REGION);
    }

    @Test
    void passesWarningsOnWhenNothingIsWrong() {
        Valid valid = validator.validate(storeDraft(Cloud.AWS)
                .property("ENDPOINT", "http://minio")
                .property("BUCKET", "fine")
                .build());

        assertThat(valid.warnings()).isEmpty();
        assertThat(valid.namesRole()).isFalse();
        assertThat(valid.references()).isEmpty();
        assertThat(valid.values().get(Clouds.BUCKET)).isEqualTo(Optional.of("fine"));
    }

    @Test
    void saysThatADraftNamesARole() {
        assertThat(validator
                        .validate(storeDraft(Cloud.AWS)
                                .property("ROLE_ARN", ROLES.get(Cloud.AWS))
                                .property("REGION", "eu-west-1")
                                .build())
                        .namesRole())
                .isTrue();
    }

    private static ConnectionDraft.Builder named(String name) {
        return ConnectionDraft.of(name, "KAFKA").property("ENDPOINT", "e");
    }

    private ConnectionException refusal(ConnectionDraft.Builder draft) {
        return catchThrowableOfType(ConnectionException.class, () -> validator.validate(draft.build()));
    }
}
