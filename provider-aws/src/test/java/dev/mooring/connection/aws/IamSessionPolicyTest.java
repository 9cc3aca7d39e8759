package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.IamSessionPolicy.Listing;
import dev.mooring.connection.aws.IamSessionPolicy.Terms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class IamSessionPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> writesWhatTheCasesSay() throws IOException {
        JsonNode cases = JSON.readTree(IamSessionPolicyTest.class.getResourceAsStream("session-policies.json"));
        return StreamSupport.stream(cases.spliterator(), false)
                .map(example -> dynamicTest(example.get("case").asText(), () -> {
                    JsonNode written = JSON.readTree(
                            new IamSessionPolicy(terms(example)).text(grants(texts(example.get("scope")))));
                    assertThat(written.get("Version").asText()).isEqualTo("2012-10-17");
                    assertThat(statements(written.get("Statement"), "Effect", "Action", "Resource", "Condition"))
                            .containsExactlyInAnyOrderElementsOf(statements(
                                    example.get("statements"), "effect", "actions", "resources", "conditions"));
                }));
    }

    @Test
    void makesPatternCharactersLiteral() {
        assertThat(S3Statements.literal("plain")).isEqualTo("plain");
        assertThat(S3Statements.literal("*")).isEqualTo("${*}");
        assertThat(S3Statements.literal("abc $ def * ghi ? jkl")).isEqualTo("abc ${$} def ${*} ghi ${?} jkl");
    }

    @Test
    void isWrittenWithoutBlanksAndStatementIds() {
        String text = new IamSessionPolicy(PolicyTerms.PLAIN).text(grants(List.of("s3://lake/t=READ,LIST")));
        assertThat(text).doesNotContain(" ", "\n", "Sid");
    }

    @Test
    void isTheSameForGrantsInAnyOrder() {
        List<String> texts = List.of("s3://pond/x=LIST,READ", "s3://lake/y=WRITE", "s3://lake/x=READ");
        List<String> reversed = List.of("s3://lake/x=READ", "s3://lake/y=WRITE", "s3://pond/x=READ,LIST");
        IamSessionPolicy policy = new IamSessionPolicy(PolicyTerms.PLAIN);
        assertThat(policy.text(grants(texts))).isEqualTo(policy.text(grants(reversed)));
    }

    @Test
    void refusesWhatIsTooLargeBeforeTheCallAndSaysHowMuchFits() {
        List<String> locations = IntStream.range(0, 60)
                .mapToObj(i -> String.format("s3://lake/%02d%s=READ,LIST", i, "k".repeat(57)))
                .toList();
        IamSessionPolicy policy = new IamSessionPolicy(PolicyTerms.PLAIN);
        assertThatThrownBy(() -> policy.text(grants(locations)))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ConnectionError.SCOPE_TOO_LARGE);
                    assertThat(e).hasMessageContaining("60 locations").hasMessageContaining("2048");
                    int fitting = Integer.parseInt(e.remedy().replaceAll("\\D+", ""));
                    assertThat(policy.text(grants(locations.subList(0, fitting))))
                            .hasSizeLessThanOrEqualTo(2048);
                    assertThatThrownBy(() -> policy.text(grants(locations.subList(0, fitting + 1))))
                            .isInstanceOf(ConnectionException.class);
                });
    }

    @Test
    void saysThatOneLocationIsTooLongByItself() {
        IamSessionPolicy policy = new IamSessionPolicy(PolicyTerms.PLAIN);
        List<Grant> grants = grants(List.of("s3://lake/" + "k".repeat(1000) + "=READ,LIST"));
        assertThatThrownBy(() -> policy.text(grants))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.remedy()).contains("shorter name"));
    }

    @Test
    void refusesCharactersThatASessionPolicyCanNotHold() {
        assertRefused(PolicyTerms.PLAIN, "s3://lake/数据=READ", ConnectionError.SCOPE_NOT_ENFORCEABLE, "U+00FF");
    }

    @Test
    void refusesPatternCharactersForStoresThatKnowNoEscape() {
        assertRefused(
                PolicyTerms.forOtherStore(), "s3://lake/a*=READ", ConnectionError.SCOPE_NOT_ENFORCEABLE, "literally");
    }

    @Test
    void refusesWhatIsNoBucketOrFunction() {
        assertRefused(
                PolicyTerms.PLAIN, "s3://la*e/t=READ", ConnectionError.INVALID_SCOPE, "bucket name la*e is not legal");
        assertRefused(PolicyTerms.PLAIN, "s3://b/p=READ", ConnectionError.INVALID_SCOPE, "3 to 255 letters");
        assertRefused(PolicyTerms.PLAIN, "lambda://f*=INVOKE", ConnectionError.INVALID_SCOPE, "no function name");
        assertRefused(PolicyTerms.PLAIN, "lambda://f/g=INVOKE", ConnectionError.INVALID_SCOPE, "no function name");
        assertRefused(
                PolicyTerms.PLAIN,
                "arn:aws:lambda:eu-west-1:210987654321:function:*=INVOKE",
                ConnectionError.INVALID_SCOPE,
                "no ARN of a Lambda function");
        assertRefused(
                PolicyTerms.PLAIN,
                "arn:aws-cn:lambda:cn-north-1:210987654321:function:f=INVOKE",
                ConnectionError.INVALID_SCOPE,
                "partition aws");
    }

    private static void assertRefused(Terms terms, String grant, ConnectionError code, String words) {
        assertThatThrownBy(() -> new IamSessionPolicy(terms).text(grants(List.of(grant))))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private static Terms terms(JsonNode example) {
        String partition = example.path("partition").asText("aws");
        Listing listing = Listing.valueOf(example.path("listing").asText(Listing.BELOW_FOLDER.name()));
        Optional<KmsGrant> kms = Optional.ofNullable(example.get("kms"))
                .map(key -> KmsGrant.of(key.asText(), AwsPartition.commercial(), "us-east-1"));
        return PolicyTerms.of(partition, listing, kms);
    }

    private static List<Grant> grants(List<String> texts) {
        return texts.isEmpty() ? List.of() : AccessScope.parse(texts).grants();
    }

    /** Statements as values that are equal when they mean the same: order and single values do not matter. */
    private static List<Map<String, Object>> statements(JsonNode array, String... names) {
        List<Map<String, Object>> statements = new ArrayList<>();
        array.forEach(node -> {
            Map<String, Object> conditions = new TreeMap<>();
            node.path(names[3])
                    .properties()
                    .forEach(operator -> operator.getValue()
                            .properties()
                            .forEach(key ->
                                    conditions.put(operator.getKey() + " " + key.getKey(), set(key.getValue()))));
            statements.add(Map.of(
                    "effect", node.path(names[0]).asText("Allow"),
                    "actions", set(node.path(names[1])),
                    "resources", set(node.path(names[2])),
                    "conditions", conditions));
        });
        return statements;
    }

    private static Set<String> set(JsonNode node) {
        return new TreeSet<>(node.isArray() ? texts(node) : List.of(node.asText()));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void twentyTwoReadWriteFoldersOfTwentyCharactersFit() {
        IamSessionPolicy policy = new IamSessionPolicy(PolicyTerms.PLAIN);
        assertThat(policy.text(grants(folders(22)))).hasSizeLessThanOrEqualTo(IamSessionPolicy.LONGEST);
        assertThatThrownBy(() -> policy.text(grants(folders(23)))).hasMessageContaining("23 locations");
    }

    private static List<String> folders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("s3://sales-lake/warehouse/table%05d=READ,LIST,WRITE,DELETE", i))
                .toList();
    }
}
