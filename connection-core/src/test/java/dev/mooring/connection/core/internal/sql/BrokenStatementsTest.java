package dev.mooring.connection.core.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.core.ResultTable;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BrokenStatementsTest {
    private static final String CANARY = "Zq7Canary_w9";
    private static final List<String> STATEMENTS = Stream.of("accepted.txt", "refused.txt")
            .flatMap(file -> StatementCases.read(file).stream())
            .map(StatementCases.Case::sql)
            .toList();
    private static final List<String> SECRETIVE = List.of(
            "CREATE STORAGE CONNECTION c TYPE OSS ENDPOINT = 'e' ACCESS_KEY = '@' ACCESS_ID = 'i' COMMENT 'x'",
            "CREATE STORAGE CONNECTION c TYPE OSS ACCESS_KEY = 'a''@ = ''b'; SHOW CONNECTIONS",
            "CREATE STORAGE CONNECTION c TYPE OSS\nA = ' @ = '\nB = 'x @='\nC = ';@ c'",
            "CREATE STORAGE CONNECTION g TYPE GCS PRIVATE_KEY = r'{\n\"key\": \"@\"\n}' COMMENT '@'",
            "CREATE STORAGE CONNECTION k TYPE KAFKA B = ['x', '@', ' @ '] COMMENT = 'z'",
            "CREATE API CONNECTION f TYPE FN WITH PROPERTIES ('a' = '@', 'b' = 'SET @ = ')",
            "ALTER CONNECTION c SET CLIENT_SECRET = '@' UNSET A, B; DROP CONNECTION c",
            "SHOW CONNECTIONS WHERE name = '@' OR type IN ('@') AND name LIKE '%@%'",
            "SHOW CONNECTIONS LIKE '@'; TEST CONNECTION c SCOPE 's3://@/=READ' WRITE");

    @Property(tries = 10_000)
    void aMutatedStatementGivesAResultOrAFailureWithAPosition(@ForAll("mutated") String text) {
        assertResultOrPlacedFailure(text);
    }

    @Property(tries = 10_000)
    void anyTextGivesAResultOrAFailureWithAPosition(@ForAll String text) {
        assertResultOrPlacedFailure(text);
    }

    @Property(tries = 20_000)
    void aSecretInALiteralReachesNeitherARedactedTextNorAFailure(@ForAll("secretive") String text) {
        assertNoCanary(ConnectionSql.redact(text));
        ConnectionSql.check(text + "\n;SHOW CONNECTIONS", draft -> List.of()).forEach(checked -> {
            checked.failure().ifPresent(failure -> assertNoCanary(failure.toString()));
            assertNoCanary(checked.warnings().toString());
        });
    }

    @Provide
    Arbitrary<String> mutated() {
        return Arbitraries.randomValue(random -> mutation(STATEMENTS, random, 5));
    }

    @Provide
    Arbitrary<String> secretive() {
        return Arbitraries.randomValue(random -> mutation(SECRETIVE, random, 3).replace("@", CANARY));
    }

    private static String mutation(List<String> statements, Random random, int edits) {
        String statement = statements.get(random.nextInt(statements.size()));
        return Mutation.of(statement, random, random.nextInt(edits + 1));
    }

    private static void assertResultOrPlacedFailure(String text) {
        ConnectionSql sql = ConnectionSql.of(new MemoryConnections(), "sales");
        try {
            ResultTable result = sql.execute(text);
            assertThat(result.toText()).isNotEmpty();
        } catch (ConnectionException failure) {
            assertThat(failure.position()).isPresent();
            assertThat(failure.remedy()).isNotBlank();
        }
    }

    private static void assertNoCanary(String text) {
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("canary");
    }
}
