package dev.mooring.connection.tck.emulator.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.tck.emulator.tencent.CamPolicy.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CamPolicyTest {
    private static final TencentAccount ACCOUNT = new TencentAccount("100000000001", "1250000000");
    private static final TencentPrincipal USER =
            new TencentPrincipal(ACCOUNT, ACCOUNT.arn("uin/ann"), TencentPrincipal.Kind.USER, List.of());
    private static final String OBJECT = "qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/a/b";

    @ParameterizedTest
    @CsvSource({
        "'*', true",
        "'qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/a/*', true",
        "'qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/*', true",
        "'qcs::cos:*:uid/1250000000:lake-1250000000/*', true",
        "'qcs::cos::uid/1250000000:lake-1250000000/*', true",
        "'qcs::cos:ap-beijing:uid/1250000000:lake-1250000000/*', false",
        "'qcs::cos:ap-shanghai:uid/*:lake-1250000000/*', false",
        "'qcs::cos:ap-shanghai:uin/1250000000:lake-1250000000/*', false",
        "'qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/b/*', false",
        "'qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000', false",
    })
    void matchesResourcesInSixParts(String resource, boolean matches) {
        CamPolicy policy = CamPolicy.allow(List.of("name/cos:GetObject"), List.of(resource));
        assertThat(policy.decide(request("cos:GetObject", OBJECT, Map.of())) == Decision.ALLOWED)
                .isEqualTo(matches);
    }

    @Test
    void readsActionsWithAndWithoutTheWordName() {
        for (String action : List.of("name/cos:GetObject", "cos:GetObject", "cos:Get*", "name/cos:*", "*")) {
            assertThat(CamPolicy.allow(List.of(action), List.of("*"))
                            .decide(request("cos:GetObject", OBJECT, Map.of())))
                    .as(action)
                    .isEqualTo(Decision.ALLOWED);
        }
    }

    @Test
    void comparesAPrefixAsItStandsInTheUrl() {
        String resource = "qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/";
        Map<String, String> asked = Map.of("cos:prefix", "a%2Fb");
        assertThat(listing("a%2F*").decide(request("cos:GetBucket", resource, asked)))
                .isEqualTo(Decision.ALLOWED);
        assertThat(listing("a/*").decide(request("cos:GetBucket", resource, asked)))
                .isEqualTo(Decision.UNMENTIONED);
        assertThat(listing("a%2F*").decide(request("cos:GetBucket", resource, Map.of())))
                .isEqualTo(Decision.UNMENTIONED);
    }

    @Test
    void letsDenialsWin() {
        CamPolicy policy = CamPolicy.parse("""
                {"version":"2.0","statement":[
                  {"effect":"allow","action":"*","resource":"*"},
                  {"effect":"deny","action":["cos:GetObject"],"resource":["*"]}]}""");
        assertThat(policy.decide(request("cos:GetObject", OBJECT, Map.of()))).isEqualTo(Decision.DENIED);
        assertThat(policy.decide(request("cos:PutObject", OBJECT, Map.of()))).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void trustsAnAccountOnlyWithTheExternalId() {
        CamPolicy trust = CamPolicy.trust(ACCOUNT.rootArn(), "O0lQUogDJajHqnAQ");
        String role = ACCOUNT.arn("roleName/lake");
        assertThat(trust.decide(request("sts:AssumeRole", role, Map.of("sts:external_id", "O0lQUogDJajHqnAQ"))))
                .isEqualTo(Decision.ALLOWED);
        assertThat(trust.decide(request("sts:AssumeRole", role, Map.of("sts:external_id", "o0lquogdjajhqnaq"))))
                .isEqualTo(Decision.UNMENTIONED);
        assertThat(trust.decide(request("sts:AssumeRole", role, Map.of()))).isEqualTo(Decision.UNMENTIONED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\":\"2.0\",\"statement\":[]}",
                "{\"version\":\"1\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\"}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"maybe\",\"action\":\"*\",\"resource\":\"*\"}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\"}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"lake/*\"}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\","
                        + "\"principal\":{\"qcs\":[\"*\"]}}]}",
                "{\"version\":\"2.0\",\"statement\":[{\"effect\":\"allow\",\"action\":\"*\",\"resource\":\"*\","
                        + "\"condition\":{\"numeric_equal\":{\"cos:x\":\"1\"}}}]}",
            })
    void refusesWhatItDoesNotUnderstand(String document) {
        assertThatThrownBy(() -> CamPolicy.parse(document)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsElementsInCapitalsToo() {
        CamPolicy policy = CamPolicy.parse(
                "{\"Version\":\"2.0\",\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
        assertThat(policy.decide(request("cos:GetObject", OBJECT, Map.of()))).isEqualTo(Decision.ALLOWED);
    }

    private static CamPolicy listing(String prefix) {
        return CamPolicy.parse("""
                {"version":"2.0","statement":[{"effect":"allow","action":["name/cos:GetBucket"],
                  "resource":["qcs::cos:ap-shanghai:uid/1250000000:lake-1250000000/*"],
                  "condition":{"string_like":{"cos:prefix":["%s"]}}}]}""".formatted(prefix));
    }

    private static CamRequest request(String action, String resource, Map<String, String> context) {
        return new CamRequest(USER, action, resource, context);
    }
}
