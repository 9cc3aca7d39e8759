package dev.mooring.connection.core.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementFilesTest {
    static List<StatementCases.Case> accepted() {
        return StatementCases.read("accepted.txt");
    }

    static List<StatementCases.Case> refused() {
        return StatementCases.read("refused.txt");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsWithTheExpectedWarningsAndNoOthers(StatementCases.Case accepted) {
        List<String> expected = accepted.expectations().isEmpty()
                ? List.of()
                : Arrays.asList(accepted.expectations().get(0).split(", ", -1));

        assertThat(warnings(accepted.sql()))
                .extracting(warning -> warning.position().orElseThrow().toString())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(warnings(accepted.sql())).allMatch(warning -> warning.severity() == Violation.Severity.WARNING);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAtThePlaceWithAReasonAndARemedy(StatementCases.Case refused) {
        ConnectionException failure =
                catchThrowableOfType(ConnectionException.class, () -> StatementParser.single(refused.sql()));

        assertThat(failure).isNotNull();
        assertThat(failure.code()).isIn(Set.of(ConnectionError.SQL_SYNTAX, ConnectionError.INVALID_SCOPE));
        assertThat(failure.position().orElseThrow())
                .hasToString(refused.expectations().get(0));
        assertThat(failure).hasMessageContaining(refused.expectations().get(1));
        assertThat(failure.remedy()).contains(refused.expectations().get(2));
        assertThat(failure.toString()).doesNotContain("hun").doesNotContain("ter2");
    }

    private static List<Violation> warnings(String sql) {
        List<Violation> warnings = new ArrayList<>();
        StatementParser parser = StatementParser.of(sql);
        while (parser.hasNext()) {
            warnings.addAll(parser.next().warnings());
        }
        return warnings;
    }
}
