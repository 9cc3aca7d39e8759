package dev.mooring.connection.support.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "IAM, `{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}`",
                "RAM, `{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}`",
                "CAM, `{\"version\":\"2.0\",\"statement\":[{\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"*\"}]}`"
            })
    void nothingGrantedIsAnExplicitDenialInEachDialect(PolicyDialect dialect, String text) {
        assertThat(PolicyDocument.denyAll(dialect).compact()).isEqualTo(text);
    }

    @Test
    void conditionsKeepTheirKeysAsTheyAre() {
        Statement statement = Statement.allow(List.of("name/cos:GetBucket"), List.of("a", "b"))
                .when("string_like", Map.of("cos:prefix", List.of("Folder%2F*")));

        assertThat(new PolicyDocument(PolicyDialect.CAM, List.of(statement)).compact())
                .contains("\"resource\":[\"a\",\"b\"]")
                .contains("\"condition\":{\"string_like\":{\"cos:prefix\":\"Folder%2F*\"}}");
    }

    @Test
    void trustNamesThePrincipalByItsKind() {
        Statement trust = Statement.trust(PolicyDialect.RAM, "RAM", "acs:ram::1384322691904283:root");

        assertThat(new PolicyDocument(PolicyDialect.RAM, List.of(trust)).compact())
                .isEqualTo("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"RAM\":\"acs:ram::1384322691904283:root\"},\"Action\":\"sts:AssumeRole\"}]}");
    }

    @Test
    void textsAreEscapedAsJsonAsks() throws Exception {
        String name = "quote\" backslash\\ line\n bell\u0007 é 数";
        String text = new PolicyDocument(PolicyDialect.IAM, List.of(Statement.allow(List.of("a", name), List.of(name))))
                .compact();

        JsonNode statement = new ObjectMapper().readTree(text).path("Statement").path(0);
        assertThat(statement.path("Action").path(1).asText()).isEqualTo(name);
        assertThat(statement.path("Resource").asText()).isEqualTo(name);
    }
}
