package dev.mooring.connection.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tck.emulator.aliyun.RamPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RamSessionPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "oss://bucket-name/wh/db/table";

    private final RamSessionPolicy policy = new RamSessionPolicy("cn-shanghai", "1222808864467016");

    @Test
    void aTableMayBeReadWrittenAndDeletedAsAPeersTestSays() throws Exception {
        JsonNode expected = peerCase("oss-policy-rwd");
        String text = policy.text(AccessScope.readWrite(TABLE).grants());
        JsonNode document = JSON.readTree(text);
        assertThat(document.path("Version").asText())
                .isEqualTo(expected.path("version").asText());
        Set<Set<String>> wanted = new HashSet<>();
        expected.path("statements_any_order")
                .forEach(each -> wanted.add(parts(
                        each.path("effect"), each.path("actions"), each.path("resources"), each.path("condition"))));
        Set<Set<String>> written = new HashSet<>();
        document.path("Statement")
                .forEach(each -> written.add(parts(
                        each.path("Effect"), each.path("Action"), each.path("Resource"), each.path("Condition"))));
        assertThat(written).isEqualTo(wanted);
        expected.path("must_not_contain").forEach(each -> assertThat(text).doesNotContain(each.asText()));
    }

    @Test
    void readingHasNoActionThatWrites() {
        assertThat(policy.text(AccessScope.read(TABLE).grants()))
                .contains("oss:GetObject", "oss:GetObjectVersion", "oss:ListObjects", "oss:GetBucketLocation")
                .doesNotContain("Put", "Delete", "Multipart", "ListParts");
    }

    @Test
    void writingAloneDeletesNothing() {
        assertThat(policy.text(AccessScope.of(TABLE, Action.WRITE).grants()))
                .contains("oss:PutObject", "oss:AbortMultipartUpload", "oss:ListParts")
                .doesNotContain("oss:DeleteObject", "oss:ListMultipartUploads", "oss:GetObject");
    }

    @Test
    void allPrefixesOfOneBucketSurviveInOneStatement() throws Exception {
        AccessScope scope = AccessScope.read("oss://lake/a/")
                .and(AccessScope.read("oss://lake/b/"))
                .and(AccessScope.read("oss://other/c/"));
        JsonNode document = JSON.readTree(policy.text(scope.grants()));
        List<String> prefixes = new ArrayList<>();
        document.path("Statement")
                .forEach(each -> each.path("Condition")
                        .path("StringLike")
                        .path("oss:Prefix")
                        .forEach(prefix -> prefixes.add(prefix.asText())));
        assertThat(prefixes).containsExactly("a/*", "b/*");
        assertThat(document.toString()).contains("c/*");
    }

    @Test
    void aWildcardInAFolderIsRefusedForNothingMakesItLiteral() {
        for (String folder : List.of("evil*", "evil?")) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> policy.text(AccessScope.read("oss://bucket-name/wh/" + folder + "/table")
                            .grants()))
                    .matches(e -> e.code() == ConnectionError.SCOPE_NOT_ENFORCEABLE)
                    .matches(e -> e.remedy().contains("parent folder"));
        }
    }

    @Test
    void nothingGrantedIsAnExplicitDenial() {
        assertThat(policy.text(List.of()))
                .isEqualTo(
                        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
    }

    @Test
    void aPolicyThatIsTooLongNamesHowManyLocationsFit() {
        AccessScope scope = IntStream.range(0, 60)
                .mapToObj(i -> AccessScope.read("oss://lake/warehouse/database/table-" + i))
                .reduce(AccessScope::and)
                .orElseThrow();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> policy.text(scope.grants()))
                .matches(e -> e.code() == ConnectionError.SCOPE_TOO_LARGE)
                .matches(e -> e.remedy().matches("ask for at most \\d+ of these.*"));
    }

    @Test
    void aFunctionIsNamedWithRegionAndAccount() {
        String text = policy.text(AccessScope.invoke("fc://resize").grants());
        assertThat(text)
                .contains("\"fc:InvokeFunction\"", "\"acs:fc:cn-shanghai:1222808864467016:functions/resize\"")
                .doesNotContain("oss:");
        assertThat(RamPolicy.parse(text)).isNotNull();
    }

    @Test
    void bucketsThatOssDoesNotKnowAreRefused() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(
                        () -> policy.text(AccessScope.read("oss://My_Bucket/a").grants()))
                .matches(e -> e.code() == ConnectionError.INVALID_SCOPE);
    }

    private static JsonNode peerCase(String id) throws Exception {
        JsonNode cases = JSON.readTree(RamSessionPolicyTest.class.getResourceAsStream("oss-session-policy.json"))
                .path("cases");
        for (JsonNode each : cases) {
            if (each.path("id").asText().equals(id)) {
                return each.path("expect");
            }
        }
        throw new AssertionError(id);
    }

    private static Set<String> parts(JsonNode effect, JsonNode actions, JsonNode resources, JsonNode condition) {
        Set<String> parts = new TreeSet<>();
        parts.add(effect.asText());
        each(actions).forEach(each -> parts.add(each.asText()));
        each(resources).forEach(each -> parts.add(each.asText()));
        each(condition.path("StringLike").path("oss:Prefix")).forEach(each -> parts.add("prefix " + each.asText()));
        return parts;
    }

    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() || node.isMissingNode() ? node : List.of(node);
    }

    @Test
    void twentyTwoReadWriteFoldersOfTwentyCharactersFit() {
        assertThat(policy.text(folders(22).grants())).hasSizeLessThanOrEqualTo(RamSessionPolicy.LONGEST);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> policy.text(folders(23).grants()))
                .withMessageContaining("23 locations");
    }

    private static AccessScope folders(int count) {
        return AccessScope.parse(IntStream.range(0, count)
                .mapToObj(i -> String.format("oss://sales-lake/warehouse/table%05d=READ,LIST,WRITE,DELETE", i))
                .toList());
    }
}
