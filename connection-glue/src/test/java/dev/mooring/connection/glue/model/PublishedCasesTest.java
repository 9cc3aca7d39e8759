package dev.mooring.connection.glue.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mooring.connection.Violation;
import dev.mooring.connection.glue.model.Inputs.Read;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Glue's documentation says about inputs, case by case; those about calls stand with the endpoint's tests. */
class PublishedCasesTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> inputs() throws IOException {
        return cases().filter(each -> each.at("/given/ConnectionType").isTextual())
                .map(each -> Arguments.of(
                        each.at("/id").asText(),
                        input(each.at("/given")),
                        each.at("/expect/valid").asBoolean()));
    }

    static Stream<Arguments> grants() throws IOException {
        return cases().filter(each -> each.at("/given/OAuth2GrantType").isTextual())
                .map(each -> Arguments.of(
                        each.at("/given/OAuth2GrantType").asText(),
                        each.at("/expect/valid").asBoolean()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void inputIsJudgedAsPublished(String id, String input, boolean isValid) {
        Read read = Inputs.read(input);

        assertThat(read.violations()).as("%s", read.violations()).matches(list -> list.isEmpty() == isValid);
        assertThat(read.violations())
                .allSatisfy(violation -> assertThat(violation.position())
                        .as("place of %s", violation)
                        .isPresent());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grants")
    void grantIsKnownAsPublished(String grant, boolean isKnown) {
        Read read = Inputs.read("""
                {"Name": "x", "ConnectionType": "SALESFORCE", "ConnectionProperties": {}, "AuthenticationConfiguration":
                  {"AuthenticationType": "OAUTH2", "OAuth2Properties": {"OAuth2GrantType": "%s"}}}""".formatted(grant));

        assertThat(read.faults().contains("AuthenticationConfiguration.OAuth2Properties.OAuth2GrantType"))
                .isNotEqualTo(isKnown);
    }

    @Test
    void casesAreAllOfThem() throws IOException {
        long aboutCalls = 2;

        assertThat(inputs().count() + grants().count() + aboutCalls).isEqualTo(cases().count());
    }

    @Test
    void missingEngineIsNamed() {
        Read read = Inputs.read("""
                {"Name": "x", "ConnectionType": "JDBC",
                 "ConnectionProperties": {"HOST": "h", "PORT": "5432", "USERNAME": "u", "PASSWORD": "p"}}""");

        assertThat(read.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.property()).isEqualTo("JDBC_ENGINE"))
                .extracting(Violation::reason)
                .isEqualTo(Violation.Reason.MISSING);
    }

    private static String input(JsonNode given) {
        ObjectNode input = given.deepCopy();
        return input.put("Name", "x").toString();
    }

    private static Stream<JsonNode> cases() throws IOException {
        try (InputStream stream = PublishedCasesTest.class.getResourceAsStream("../connection-inputs.json")) {
            List<JsonNode> all = StreamSupport.stream(JSON.readTree(stream).spliterator(), false)
                    .toList();
            return all.stream();
        }
    }
}
