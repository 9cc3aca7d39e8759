package dev.mooring.benchmarks.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.benchmarks.subject.ParserReference.Property;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.aws.PolicyText;
import dev.mooring.connection.core.internal.sql.Statement;
import dev.mooring.connection.core.internal.sql.StatementParser;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that does less than the work would set a bound that means nothing. */
class ReferencesTest {
    @Test
    void readsTheStatementAsTheParserDoes() {
        ParserReference.Create read = ParserReference.parse(Statements.CREATE);
        Statement.Create parsed =
                (Statement.Create) StatementParser.single(Statements.CREATE).statement();
        assertThat(read.name()).isEqualTo(parsed.draft().name());
        assertThat(read.type()).isEqualTo(parsed.draft().type());
        assertThat(read.properties())
                .hasSize(6)
                .extracting(Property::key)
                .isEqualTo(parsed.draft().properties().stream()
                        .map(RawProperty::key)
                        .toList());
        assertThat(read.comment()).isEqualTo(parsed.draft().comment().orElseThrow());
    }

    @Test
    void refusesWhatIsNoCreate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParserReference.parse("CREATE STORAGE CONNECTION c TYPE S3\n  REGION 'x'"))
                .withMessageContaining("line 2, column 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void writesAPolicyForTheSameLocations(int prefixes) throws IOException {
        String reference = PolicyReference.of(Prefixes.readWrite(prefixes));
        String written = PolicyText.of(Prefixes.readWrite(prefixes));
        assertThat(locations(reference)).isEqualTo(locations(written));
    }

    private static Set<String> locations(String policy) throws IOException {
        Set<String> found = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(policy).get("Statement")) {
            collect(statement.get("Resource"), found);
            collect(statement.at("/Condition/StringLike/s3:prefix"), found);
        }
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isTextual()) {
            found.add(node.asText());
        }
        node.forEach(item -> found.add(item.asText()));
    }
}
