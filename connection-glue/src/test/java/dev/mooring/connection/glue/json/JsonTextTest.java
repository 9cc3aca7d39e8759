package dev.mooring.connection.glue.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final int LONGEST = 10_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\"}",
                "{\"a\":}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "[1,]",
                "nul",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "// c\n{}",
                "{\"a\":\"x\ty\"}",
                "\"\\x41\"",
                "\"open"
            })
    void refusesWhatIsNoJsonWithItsPlace(String text) {
        ConnectionException refusal =
                catchThrowableOfType(ConnectionException.class, () -> JsonText.read(text, LONGEST));

        assertThat(refusal).isNotNull();
        assertThat(refusal.position()).isPresent();
    }

    @Test
    void repeatsNothingOfARefusedText() {
        ConnectionException refusal = catchThrowableOfType(
                ConnectionException.class, () -> JsonText.read("{\"PASSWORD\": canary4711canary}", LONGEST));

        assertThat(refusal.toString()).doesNotContain("canary");
        assertThat(refusal.getCause()).isNull();
        assertThat(refusal.position()).map(SourcePosition::line).contains(1);
    }

    @Test
    void refusesDeepAndLongTexts() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        String number = "1".repeat(100);
        String name = "{\"" + "n".repeat(2_000) + "\":1}";

        for (String text : new String[] {deep, number, name, " ".repeat(LONGEST + 1)}) {
            assertThat(catchThrowableOfType(ConnectionException.class, () -> JsonText.read(text, LONGEST)))
                    .isNotNull();
        }
    }

    @Property(tries = 500)
    void endsInAValueOrARefusal(@ForAll @StringLength(max = 60) String text) {
        try {
            assertThat(JsonText.read(text, LONGEST)).isNotNull();
        } catch (ConnectionException refusal) {
            assertThat(refusal.position()).isPresent();
        }
    }

    @Test
    void printsNoValue() {
        JsonPart part = JsonText.read("{\"a\": [\"canary\", 42, true, null]}", LONGEST);

        assertThat(part.toString()).isEqualTo("an object at 1:1");
        assertThat(((JsonPart.Struct) part).members().toString()).doesNotContain("canary");
    }
}
