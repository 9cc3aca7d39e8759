package dev.mooring.connection.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.RawProperty;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertySpecTest {
    private static final PropertySpec<String> TEXT =
            PropertySpec.text("TEXT").describe("a text").build();
    private static final PropertySpec<List<String>> LIST = PropertySpec.list("LIST")
            .pattern("[a-z]+", "lower-case words")
            .describe("words")
            .build();
    private static final PropertySpec<URI> ENDPOINT =
            PropertySpec.endpoint("ENDPOINT").describe("where it is").build();

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\rb", "a\0b", "\u007f", "a\u0085b"})
    void refusesControlCharacters(String text) {
        assertThat(problem(TEXT, text)).hasValueSatisfying(p -> assertThat(p).contains("control character"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\u00a0a", "a\u00a0", "a\u3000", "\ufeffa", "a\u200b", " "})
    void refusesWhiteSpaceAroundAValueAlsoWhatCanNotBeSeen(String text) {
        assertThat(problem(TEXT, text)).contains("starts or ends with white space; remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a*b", "a***b", "key=with/+==", "日本語"})
    void takesAnyOtherText(String text) {
        assertThat(problem(TEXT, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "****", "LTAI5t**************", "a****b"})
    void refusesMasks(String text) {
        assertThat(problem(TEXT, text)).hasValueSatisfying(p -> assertThat(p).startsWith("is a masked value"));
    }

    @Test
    void readsAListFromAListOrFromOneTextWithCommas() {
        RawProperty commas = RawProperty.of("LIST", "a, b ,c");

        assertThat(LIST.problem(commas)).isEmpty();
        assertThat(LIST.canonical(commas)).containsExactly("a", "b", "c");
        assertThat(LIST.canonical(RawProperty.list("LIST", List.of("a", "b")))).containsExactly("a", "b");
    }

    @Test
    void checksEachElementOfAList() {
        assertThat(problem(LIST, "a,B")).contains("expected lower-case words");
        assertThat(problem(LIST, "a,,b")).contains("must not be empty");
        assertThat(LIST.problem(RawProperty.list("LIST", List.of()))).contains("must not be an empty list");
    }

    @Test
    void takesNoListWhereOneValueIsMeant() {
        assertThat(TEXT.problem(RawProperty.list("TEXT", List.of("a")))).contains("takes one value, not a list");
    }

    @ParameterizedTest
    @CsvSource({
        "s3.eu-west-1.amazonaws.com, https://s3.eu-west-1.amazonaws.com",
        "http://minio:9000, http://minio:9000",
        "https://host/, https://host",
        "HTTP://Host:80/, HTTP://Host:80",
        "10.0.0.1:8443, https://10.0.0.1:8443",
        "[::1]:9000, https://[::1]:9000",
        "localhost, https://localhost",
    })
    void decodesAnEndpointToAUrl(String text, String url) {
        assertThat(problem(ENDPOINT, text)).isEmpty();
        assertThat(ENDPOINT.decode(List.of(text))).isEqualTo(URI.create(url));
        assertThat(ENDPOINT.decode(List.of(text)).getHost()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:password@host",
                "https://user@host",
                "host/path",
                "https://host/a",
                "host?query",
                "host#f",
                "ftp://host",
                "https://",
                "host:",
                "ho st",
                "//host"
            })
    void refusesAnEndpointThatSaysMoreThanAServersAddress(String text) {
        assertThat(problem(ENDPOINT, text))
                .hasValueSatisfying(
                        p -> assertThat(p).startsWith("expected a host").doesNotContain(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_host.example.com", "a..b", "host-", "[1.1]", "[::::]", "999.1.1.1"})
    void refusesAnEndpointWhoseHostNoUrlCanHold(String text) {
        assertThat(problem(ENDPOINT, text))
                .hasValueSatisfying(
                        p -> assertThat(p).startsWith("has no legal host name").doesNotContain(text));
    }

    @Test
    void refusesAnEndpointWithAPortThatDoesNotExist() {
        assertThat(problem(ENDPOINT, "host:65535")).isEmpty();
        assertThat(problem(ENDPOINT, "host:65536")).contains("has a port above 65535");
    }

    @Test
    void readsNumbersFlagsAndChoices() {
        PropertySpec<Integer> number =
                PropertySpec.integer("N").describe("a number").build();
        PropertySpec<Boolean> flag = PropertySpec.flag("F").describe("a flag").build();
        PropertySpec<Sensitivity> choice =
                PropertySpec.oneOf("C", Sensitivity.class).describe("a choice").build();

        assertThat(number.decode(List.of("-12"))).isEqualTo(-12);
        assertThat(problem(number, "12345678901")).contains("expected a whole number");
        assertThat(flag.decode(List.of("TRUE"))).isTrue();
        assertThat(problem(flag, "yes")).contains("expected true or false");
        assertThat(choice.decode(List.of("masked"))).isEqualTo(Sensitivity.MASKED);
        assertThat(problem(choice, "hidden")).contains("expected one of SHOWN, MASKED, SECRET");
    }

    @Test
    void aBuiltSpecDoesNotChangeWithItsBuilder() {
        PropertySpecBuilder<String> builder = PropertySpec.text("A").describe("first");
        PropertySpec<String> first = builder.build();
        PropertySpec<String> second = builder.alias("B").describe("second").build();

        assertThat(first.aliases()).isEmpty();
        assertThat(first.description()).isEqualTo("first");
        assertThat(second.isSpelled("b")).isTrue();
    }

    @Test
    void needsADescription() {
        assertThatThrownBy(() -> PropertySpec.text("A").build()).isInstanceOf(IllegalStateException.class);
    }

    private static Optional<String> problem(PropertySpec<?> spec, String text) {
        return spec.problem(RawProperty.of(spec.name(), text));
    }
}
