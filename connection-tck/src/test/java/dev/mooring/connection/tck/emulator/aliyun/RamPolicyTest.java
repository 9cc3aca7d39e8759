package dev.mooring.connection.tck.emulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RamPolicyTest {
    private static final String OBJECT = "acs:oss:oss-cn-shanghai:1:lake/a/x";
    private static final String BUCKET = "acs:oss:oss-cn-shanghai:1:lake";

    private final AliyunAccount account = new AliyunAccount("1");
    private final AliyunPrincipal user =
            new AliyunPrincipal(account, "acs:ram::1:user/u", "acs:ram::1:user/u", AliyunPrincipal.USER, List.of());

    @Test
    void aDenialWinsOverAPermission() {
        RamPolicy policy = RamPolicy.parse("""
                {"Version":"1","Statement":[
                  {"Effect":"Allow","Action":"oss:*","Resource":"*"},
                  {"Effect":"Deny","Action":["oss:DeleteObject"],"Resource":["acs:oss:*:*:lake/a/*"]}]}""");
        assertThat(allows(policy, "oss:GetObject", OBJECT, Map.of())).isTrue();
        assertThat(allows(policy, "oss:DeleteObject", OBJECT, Map.of())).isFalse();
    }

    @Test
    void whatIsNotMentionedIsForbidden() {
        RamPolicy policy = RamPolicy.allow(List.of("oss:Get*"), List.of("acs:oss:*:*:lake/a/*"));
        assertThat(allows(policy, "OSS:getobject", OBJECT, Map.of()))
                .as("actions ignore case")
                .isTrue();
        assertThat(allows(policy, "oss:PutObject", OBJECT, Map.of())).isFalse();
        assertThat(allows(policy, "oss:GetObject", "acs:oss:oss-cn-shanghai:1:lake/ab", Map.of()))
                .isFalse();
    }

    @Test
    void aPrefixConditionHoldsForItsPrefixesOnly() {
        RamPolicy policy = RamPolicy.parse("""
                {"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:ListObjects","Resource":"acs:oss:*:*:lake",
                  "Condition":{"StringLike":{"oss:Prefix":["a/*","b/*"]}}}]}""");
        assertThat(allows(policy, "oss:ListObjects", BUCKET, Map.of("oss:Prefix", "b/x")))
                .isTrue();
        assertThat(allows(policy, "oss:ListObjects", BUCKET, Map.of("oss:Prefix", "")))
                .isFalse();
        assertThat(allows(policy, "oss:ListObjects", BUCKET, Map.of())).isFalse();
    }

    @Test
    void anAsteriskCanNotBeMadeLiteral() {
        assertThat(RamStatement.matches("a${*}", "a${x}")).isTrue();
        assertThat(RamStatement.matches("a?c", "abc")).isTrue();
        assertThat(RamStatement.matches("a.c", "abc")).isFalse();
    }

    @Test
    void trustLooksAtTheAccountAndTheExternalId() {
        RamPolicy policy = RamPolicy.trust("acs:ram::1:root", "id-1");
        assertThat(allows(policy, "sts:AssumeRole", "r", Map.of("sts:ExternalId", "id-1")))
                .isTrue();
        assertThat(allows(policy, "sts:AssumeRole", "r", Map.of("sts:ExternalId", "id-2")))
                .isFalse();
        assertThat(allows(policy, "sts:AssumeRole", "r", Map.of())).isFalse();
        assertThat(allows(RamPolicy.trust("acs:ram::2:root"), "sts:AssumeRole", "r", Map.of()))
                .isFalse();
    }

    @Test
    void whatTheEmulatorDoesNotKnowIsMalformed() {
        for (String document : List.of(
                "[]",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"lake\"}]}")) {
            assertThatIllegalArgumentException().as(document).isThrownBy(() -> RamPolicy.parse(document));
        }
    }

    private boolean allows(RamPolicy policy, String action, String resource, Map<String, String> context) {
        return policy.allows(new RamRequest(user, action, resource, context));
    }
}
