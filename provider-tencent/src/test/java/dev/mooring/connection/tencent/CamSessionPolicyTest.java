package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Resource;
import dev.mooring.connection.tencent.CamSessionPolicy.Terms;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamSessionPolicyTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LAKE = "cos://lake-1250000000/";
    private static final String RESOURCE = "qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/";

    private final CamSessionPolicy policy =
            new CamSessionPolicy(new Terms("ap-shanghai", "1250000000", "100000000001", "default"));

    @Test
    void readsAndListsAFolder() throws Exception {
        assertThat(tree(AccessScope.of(LAKE + "a b/dt=1", Action.READ, Action.LIST)))
                .isEqualTo(JSON.readTree("""
                        {"version":"2.0","statement":[
                          {"effect":"allow",
                           "action":["name/cos:GetObject","name/cos:HeadObject","name/cos:OptionsObject"],
                           "resource":"%1$sa b/dt=1/*"},
                          {"effect":"allow","action":"name/cos:GetBucket","resource":"%1$s*",
                           "condition":{"string_like":{"cos:prefix":"a%%20b%%2Fdt%%3D1%%2F*"}}},
                          {"effect":"allow","action":["name/cos:HeadBucket","name/cos:GetBucketLocation"],
                           "resource":"%1$s*"}]}""".formatted(RESOURCE)));
    }

    @Test
    void keepsEveryPrefixOfABucket() throws Exception {
        List<Grant> grants = List.of(grant("a/", Action.LIST), grant("b/", Action.LIST), grant("b/c/", Action.LIST));
        JsonNode statement = tree(AccessScope.of(grants)).path("statement").get(0);
        assertThat(statement.path("condition").path("string_like").path("cos:prefix"))
                .extracting(JsonNode::asText)
                .containsExactly("a%2F*", "b%2F*");
    }

    @Test
    void listsAWholeBucketWithoutACondition() throws Exception {
        assertThat(tree(AccessScope.of(LAKE, Action.LIST))
                        .path("statement")
                        .get(0)
                        .has("condition"))
                .isFalse();
    }

    @Test
    void encodesWhatIsNotAsciiInResources() throws Exception {
        assertThat(tree(AccessScope.of(LAKE + "数/50%", Action.DELETE))
                        .path("statement")
                        .get(0)
                        .path("resource")
                        .asText())
                .isEqualTo(RESOURCE + "%E6%95%B0/50%25/*");
    }

    @Test
    void deniesEverythingWhenNothingIsGranted() {
        assertThat(policy.text(List.of()))
                .isEqualTo(
                        "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"deny\",\"action\":\"*\",\"resource\":\"*\"}]}");
    }

    @Test
    void namesAFunctionOfTheNamespace() throws Exception {
        JsonNode statement =
                tree(AccessScope.invoke("scf://resize")).path("statement").get(0);
        assertThat(statement.path("action").asText()).isEqualTo("name/scf:Invoke");
        assertThat(statement.path("resource").asText())
                .isEqualTo("qcs::scf:ap-shanghai:uin/100000000001:namespace/default/function/resize");
    }

    @ParameterizedTest
    @CsvSource({
        "cos://lake/a/, INVALID_SCOPE, cos://lake-1250000000/a/",
        "cos://lake-1250000001/a/, INVALID_SCOPE, account 1250000001",
        "cos://lake-1250000000/a*/, SCOPE_NOT_ENFORCEABLE, parent folder",
        "cos://lake-1250000000/a?/, SCOPE_NOT_ENFORCEABLE, parent folder",
        "cos://lake-1250000000/${a}/, SCOPE_NOT_ENFORCEABLE, parent folder",
        "scf://*, INVALID_SCOPE, scf://function",
        "scf://a/b, INVALID_SCOPE, scf://function"
    })
    void refusesWhatAPolicyCanNotSay(String place, ConnectionError code, String remedy) {
        Grant grant = new Grant(Resource.parse(place), Set.of(place.startsWith("scf") ? Action.INVOKE : Action.READ));
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> policy.text(List.of(grant)))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal.remedy()).contains(remedy);
                });
    }

    @Test
    void saysHowManyLocationsFit() {
        List<Grant> grants = IntStream.range(0, 60)
                .mapToObj(i -> grant("folder-" + i + "/", Action.READ))
                .toList();
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> policy.text(grants))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ConnectionError.SCOPE_TOO_LARGE);
                    int fitting = Integer.parseInt(refusal.remedy().replaceAll("\\D+", ""));
                    assertThat(policy.text(grants.subList(0, fitting)).length())
                            .isLessThanOrEqualTo(CamSessionPolicy.LONGEST);
                });
    }

    private static Grant grant(String path, Action action) {
        return new Grant(Resource.parse(LAKE + path), Set.of(action));
    }

    private JsonNode tree(AccessScope scope) throws Exception {
        return JSON.readTree(policy.text(scope.grants()));
    }

    @Test
    void thirteenReadWriteFoldersOfTwentyCharactersFit() {
        assertThat(policy.text(folders(13).grants())).hasSizeLessThanOrEqualTo(CamSessionPolicy.LONGEST);
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> policy.text(folders(14).grants()))
                .withMessageContaining("14 locations");
    }

    private static AccessScope folders(int count) {
        return AccessScope.parse(IntStream.range(0, count)
                .mapToObj(i -> String.format(LAKE + "warehouse/table%05d=READ,LIST,WRITE,DELETE", i))
                .toList());
    }
}
