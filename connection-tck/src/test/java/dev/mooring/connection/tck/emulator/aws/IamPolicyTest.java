package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamPolicyTest {
    private static final String ARN = "arn:aws:s3:::";

    @Test
    void matchesWildcardsInActionsAndResources() {
        IamPolicy policy = IamPolicy.allow(List.of("s3:Get*"), List.of(ARN + "b/x/*", ARN + "b/?.csv"));
        assertThat(allows(policy, "s3:GetObject", "b/x/y/z")).isTrue();
        assertThat(allows(policy, "S3:getobject", "b/a.csv")).isTrue();
        assertThat(allows(policy, "s3:GetObject", "b/ab.csv")).isFalse();
        assertThat(allows(policy, "s3:GetObject", "b/X/y")).isFalse();
        assertThat(allows(policy, "s3:PutObject", "b/x/y")).isFalse();
    }

    @Test
    void takesEscapedCharactersLiterally() {
        IamPolicy policy = IamPolicy.allow(List.of("s3:*"), List.of(ARN + "b/a${*}b${?}c${$}/*"));
        assertThat(allows(policy, "s3:GetObject", "b/a*b?c$/k")).isTrue();
        assertThat(allows(policy, "s3:GetObject", "b/aXbYc$/k")).isFalse();
    }

    @Test
    void knowsNoVariablesInOldVersions() {
        IamPolicy policy = IamPolicy.parse(document("2008-10-17", "\"Resource\":\"" + ARN + "b/a${*}/k\""));
        assertThat(allows(policy, "s3:GetObject", "b/a*/k")).isFalse();
        assertThat(allows(policy, "s3:GetObject", "b/a${z}/k")).isTrue();
    }

    @Test
    void matchesNothingByAVariableItCanNotFill() {
        IamPolicy policy = IamPolicy.allow(List.of("*"), List.of(ARN + "b/${aws:username}/*"));
        assertThat(allows(policy, "s3:GetObject", "b/${aws:username}/k")).isFalse();
    }

    @Test
    void letsADenialWin() {
        IamPolicy policy = IamPolicy.parse("{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"" + ARN + "b/secret/*\"}]}");
        assertThat(allows(policy, "s3:GetObject", "b/open/k")).isTrue();
        assertThat(allows(policy, "s3:GetObject", "b/secret/k")).isFalse();
    }

    @Test
    void looksAtConditions() {
        String condition = "\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"s3:prefix\":[\"a/*\",\"b/${*}\"]}}";
        IamPolicy policy = IamPolicy.parse(document("2012-10-17", condition));
        assertThat(decides(policy, Map.of("s3:prefix", "a/x"))).isTrue();
        assertThat(decides(policy, Map.of("s3:prefix", "b/*"))).isTrue();
        assertThat(decides(policy, Map.of("s3:prefix", "b/x"))).isFalse();
        assertThat(decides(policy, Map.of())).isFalse();
    }

    @Test
    void needsEveryLayer() {
        AwsAccount account = new AwsAccount("aws", "123456789012");
        IamPolicy narrow = IamPolicy.allow(List.of("s3:GetObject"), List.of(ARN + "b/x/*"));
        AwsPrincipal session = new AwsPrincipal(
                account, "arn", "arn", AwsPrincipal.Kind.ROLE_SESSION, List.of(IamPolicy.everything(), narrow));
        assertThat(session.isAllowed("s3:GetObject", ARN + "b/x/k")).isTrue();
        assertThat(session.isAllowed("s3:GetObject", ARN + "b/y/k")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                "{\"Version\":\"2013\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"x\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"b/*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b/\u4e2d/*\"}]}"
            })
    void refusesMalformedDocuments(String document) {
        assertThatIllegalArgumentException().isThrownBy(() -> IamPolicy.parse(document));
    }

    private static String document(String version, String rest) {
        return "{\"Version\":\"" + version + "\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"," + rest + "}]}";
    }

    private static boolean allows(IamPolicy policy, String action, String resource) {
        return decide(policy, action, ARN + resource, Map.of());
    }

    private static boolean decides(IamPolicy policy, Map<String, String> context) {
        return decide(policy, "s3:ListBucket", ARN + "b", context);
    }

    private static boolean decide(IamPolicy policy, String action, String resource, Map<String, String> context) {
        AwsAccount account = new AwsAccount("aws", "123456789012");
        AwsPrincipal user = new AwsPrincipal(account, "arn", "arn", AwsPrincipal.Kind.USER, List.of(policy));
        return user.isAllowed(action, resource, context);
    }
}
