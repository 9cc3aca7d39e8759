package dev.mooring.connection.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.imports.AirflowConnection.Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AirflowUriTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> uris() throws IOException {
        return cases().filter(each -> each.at("/given/uri").isTextual())
                .map(each -> Arguments.of(
                        each.at("/id").asText(), each.at("/given/uri").asText(), each.at("/expect")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uris")
    void partsAreAsPublished(String id, String uri, JsonNode expected) throws IOException {
        AirflowConnection connection = AirflowUri.parse(uri);

        expect(expected, "type", Optional.of(connection.type()));
        expect(expected, "host", connection.server().host());
        expect(expected, "port", connection.server().port().map(String::valueOf));
        expect(expected, "login", connection.login());
        expect(expected, "password", connection.password().map(Secret::reveal));
        expect(expected, "schema", connection.schema());
        expect(expected, "extra_raw", connection.extra().text().map(Secret::reveal));
        JsonNode extra = expected.at("/extra");
        if (extra.isArray()) {
            assertThat(JSON.readTree(connection.extra().text().orElseThrow().reveal()))
                    .isEqualTo(extra);
        } else if (extra.isObject()) {
            Map<String, String> named = new LinkedHashMap<>();
            extra.properties()
                    .forEach(each -> named.put(each.getKey(), each.getValue().asText()));
            assertThat(connection.extra().named()).isEqualTo(named);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uris")
    void whatIsWrittenIsReadBack(String id, String uri, JsonNode expected) {
        AirflowConnection connection = AirflowUri.parse(uri);

        assertThat(AirflowUri.parse(AirflowUri.format(connection).reveal())).isEqualTo(connection);
    }

    @Test
    void uriIsWrittenAsPublished() throws IOException {
        JsonNode star = cases().filter(each -> each.at("/id").asText().equals("airflow-get-uri-star"))
                .findFirst()
                .orElseThrow();
        Map<String, Secret> extras = new LinkedHashMap<>();
        star.at("/given/extra")
                .properties()
                .forEach(each ->
                        extras.put(each.getKey(), Secret.of(each.getValue().asText())));
        AirflowConnection connection = new AirflowConnection(
                star.at("/given/type").asText(),
                new Server(Optional.of(star.at("/given/host").asText()), Optional.empty()),
                Optional.of(star.at("/given/login").asText()),
                Optional.of(Secret.of(star.at("/given/password").asText())),
                Optional.empty(),
                AirflowExtra.of(extras));

        assertThat(AirflowUri.format(connection).reveal())
                .isEqualTo(star.at("/expect/uri").asText());
    }

    @Test
    void printsNeitherPasswordNorExtras() {
        AirflowConnection connection =
                AirflowUri.parse("postgres://u:canary-password@h/d?sslpassword=canary-extra&b=canary-more");

        assertThat(connection.toString()).doesNotContain("canary").contains("sslpassword");
        assertThat(AirflowUri.parse("http://h?__extra__=canary").toString()).doesNotContain("canary");
        assertThat(AirflowUri.format(connection).toString()).isEqualTo("****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgres",
                "postgres:/h",
                "://h",
                "a://b://c://d",
                "postgres://u:canary@h:70000/d",
                "postgres://u:canary@h:x/d",
                "postgres://u:%zz@h",
                "postgres://h?x=%e",
                "post gres://h"
            })
    void refusesWhatIsNoUriWithoutRepeatingIt(String uri) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, () -> AirflowUri.parse(uri));

        assertThat(refusal).isNotNull();
        assertThat(refusal.toString()).doesNotContain("canary").doesNotContain("%zz");
    }

    @Property(tries = 300)
    void anyConnectionSurvivesItsUri(
            @ForAll @StringLength(max = 12) String login,
            @ForAll @StringLength(max = 12) String password,
            @ForAll @StringLength(max = 12) String value,
            @ForAll @IntRange(max = 65_535) int port) {
        AirflowConnection connection = new AirflowConnection(
                "postgres",
                new Server(Optional.of("h"), Optional.of(port)),
                filled(login),
                filled(password).map(Secret::of),
                filled(value),
                value.isEmpty() ? AirflowExtra.none() : AirflowExtra.of(Map.of(value, Secret.of(password))));

        assertThat(AirflowUri.parse(AirflowUri.format(connection).reveal())).isEqualTo(connection);
    }

    private static Optional<String> filled(String text) {
        // a lone surrogate has no form in UTF-8
        String sound = text.replaceAll("[\\x{D800}-\\x{DFFF}]", "");
        return Optional.of(sound.equals(text) ? text : "replaced").filter(each -> !each.isEmpty());
    }

    private static void expect(JsonNode expected, String part, Optional<String> actual) {
        if (expected.has(part)) {
            assertThat(actual).as(part).contains(expected.get(part).asText());
        }
    }

    private static Stream<JsonNode> cases() throws IOException {
        try (InputStream stream = AirflowUriTest.class.getResourceAsStream("airflow-uris.json")) {
            List<JsonNode> all = StreamSupport.stream(JSON.readTree(stream).spliterator(), false)
                    .toList();
            return all.stream();
        }
    }
}
